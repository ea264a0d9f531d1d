package io.corspolicy.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ch.qos.logback.classic.Level;
import io.corspolicy.logs.CapturedLog;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CorsPolicyPreinitializer}: it is found, loads what a start needs on
 * either stack, and cannot be noticed otherwise.
 */
class CorsPolicyPreinitializerTests {

	private static final List<String> EVERY_START = List.of("io.corspolicy.autoconfigure.properties.ValueBinder",
			"io.corspolicy.engine.CompiledPolicy", "io.corspolicy.registry.IndexCompiler",
			"io.corspolicy.registry.PolicyWarnings", "io.corspolicy.autoconfigure.properties.StrayKeys");

	private static final String MVC = "org.springframework.web.servlet.";

	private static final String WEBFLUX = "org.springframework.web.reactive.";

	private static final String MVC_HANDLERS = "io.corspolicy.servlet.MvcHandlers";

	private static final String WEBFLUX_HANDLERS = "io.corspolicy.reactive.WebFluxHandlers";

	@Test
	void springBootFindsIt() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
			.hasAtLeastOneElementOfType(CorsPolicyPreinitializer.class);
	}

	@Test
	void logsNothing() {
		try (CapturedLog log = new CapturedLog("io.corspolicy", Level.DEBUG)) {
			new CorsPolicyPreinitializer().preinitialize();
			assertThat(log.events()).isEmpty();
		}
	}

	@Test
	void loadsWhatMvcNeeds() throws Exception {
		assertThat(loaded()).containsAll(EVERY_START).contains(MVC_HANDLERS).doesNotContain(WEBFLUX_HANDLERS);
		assertThat(loaded(WEBFLUX)).contains(MVC_HANDLERS);
	}

	@Test
	void loadsWhatWebFluxNeeds() throws Exception {
		assertThat(loaded(MVC)).containsAll(EVERY_START).contains(WEBFLUX_HANDLERS).doesNotContain(MVC_HANDLERS);
	}

	@Test
	void needsNeither() throws Exception {
		assertThat(loaded(MVC, WEBFLUX)).containsAll(EVERY_START).doesNotContain(MVC_HANDLERS, WEBFLUX_HANDLERS);
	}

	private static Set<String> loaded(String... missing) throws Exception {
		Copies copies = new Copies(List.of(missing));
		Constructor<?> constructor = copies.loadClass(CorsPolicyPreinitializer.class.getName())
			.getDeclaredConstructor();
		constructor.setAccessible(true);
		((BackgroundPreinitializer) constructor.newInstance()).preinitialize();
		return copies.loaded;
	}

	/**
	 * Loads our own classes once more, and lacks some of others.
	 */
	private static final class Copies extends ClassLoader {

		private final Set<String> loaded = ConcurrentHashMap.newKeySet();

		private final List<String> missing;

		Copies(List<String> missing) {
			super(CorsPolicyPreinitializerTests.class.getClassLoader());
			this.missing = missing;
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (this.missing.stream().anyMatch(name::startsWith)) {
				throw new ClassNotFoundException(name);
			}
			synchronized (getClassLoadingLock(name)) {
				Class<?> known = findLoadedClass(name);
				if (known != null) {
					return known;
				}
				return name.startsWith("io.corspolicy.") ? copy(name) : super.loadClass(name, resolve);
			}
		}

		private Class<?> copy(String name) throws ClassNotFoundException {
			try (InputStream stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (stream == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = stream.readAllBytes();
				this.loaded.add(name);
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
