package io.corspolicy.browsers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The engines of today's browsers, and an older one.
 */
public enum Engine {

	/** Chrome, Edge and most others. */
	CHROMIUM("Chromium", "chromium", "chromedriver"),

	/** Firefox. */
	FIREFOX("Firefox", "firefox-esr"),

	/** Safari, as far as WebKit makes it. */
	WEBKITGTK("WebKitGTK", "WebKitWebDriver", "Xvfb"),

	/** The WebKit of 2022, as on iPhones that are no longer kept up to date. */
	WPE("WPE", "WPEWebDriver", "cog");

	private final String displayName;

	private final List<String> programs;

	Engine(String displayName, String... programs) {
		this.displayName = displayName;
		this.programs = List.of(programs);
	}

	/**
	 * Whether the engine is one of the two versions of WebKit.
	 * @return whether it is WebKit
	 */
	public boolean isWebKit() {
		return this == WEBKITGTK || this == WPE;
	}

	boolean isInstalled() {
		return this.programs.stream().allMatch((name) -> executables(name).findFirst().isPresent());
	}

	List<String> programs() {
		return this.programs;
	}

	Browser start() throws IOException {
		Workplace workplace = new Workplace(name().toLowerCase(Locale.ROOT));
		try {
			return switch (this) {
				case CHROMIUM -> Chromium.start(workplace);
				case FIREFOX -> Firefox.start(workplace);
				case WEBKITGTK -> WebKit.startGtk(workplace);
				case WPE -> WebKit.startWpe(workplace);
			};
		}
		catch (RuntimeException | IOException ex) {
			workplace.close();
			throw ex;
		}
	}

	static String find(String program) {
		return executables(program).findFirst()
			.orElseThrow(() -> new IllegalStateException(program + " is not on the PATH"))
			.toString();
	}

	private static Stream<Path> executables(String program) {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, program))
			.filter(Files::isExecutable);
	}

	@Override
	public String toString() {
		return this.displayName;
	}

}
