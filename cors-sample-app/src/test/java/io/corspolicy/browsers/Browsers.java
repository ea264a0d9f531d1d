package io.corspolicy.browsers;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The installed browsers. Each of them is started when a test first asks for it, and
 * ended after the last test of all.
 */
public final class Browsers implements BeforeAllCallback {

	private @Nullable Store store;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.store = context.getRoot().getStore(Namespace.create(Browsers.class));
	}

	/**
	 * A browser, which other tests use before and after. Where it is not installed the
	 * test is skipped.
	 * @param engine the engine
	 * @return the browser
	 */
	public Browser get(Engine engine) {
		assumeTrue(engine.isInstalled(), () -> "%s (%s) is not installed".formatted(engine, engine.programs()));
		if (this.store == null) {
			throw new IllegalStateException("Not registered as an extension in a static field");
		}
		return this.store.computeIfAbsent(engine, Browsers::start, Browser.class);
	}

	/**
	 * Chromium, with all that it can do. Where it is not installed the test is skipped.
	 * @return the browser
	 */
	public Chromium chromium() {
		return (Chromium) get(Engine.CHROMIUM);
	}

	private static Browser start(Engine engine) {
		try {
			return engine.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
