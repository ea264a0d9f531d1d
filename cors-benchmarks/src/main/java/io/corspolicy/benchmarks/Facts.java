package io.corspolicy.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import org.apache.catalina.util.ServerInfo;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/**
 * On what something was measured, as far as others can have the same.
 */
public final class Facts {

	private Facts() {
	}

	/**
	 * The machine and the versions.
	 * @return a sentence in Markdown
	 */
	public static String sentence() {
		Runtime.Version java = Runtime.version();
		return "JDK %s (%s), %s on %s, %d cores; Spring Boot %s, Spring Framework %s, Tomcat %s, cors-filter %s."
			.formatted(java, System.getProperty("java.vendor"), System.getProperty("os.name"),
					System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
					SpringBootVersion.getVersion(), SpringVersion.getVersion(), ServerInfo.getServerNumber(),
					mavenVersion("com.thetransactioncompany", "cors-filter"));
	}

	private static String mavenVersion(String groupId, String artifactId) {
		String file = "/META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties";
		Properties properties = new Properties();
		try (InputStream stream = Facts.class.getResourceAsStream(file)) {
			if (stream != null) {
				properties.load(stream);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties.getProperty("version", "of unknown version");
	}

}
