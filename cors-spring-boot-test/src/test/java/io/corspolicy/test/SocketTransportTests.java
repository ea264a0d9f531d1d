package io.corspolicy.test;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * HTTP/1.1 as far as a browser's algorithm needs it.
 */
class SocketTransportTests {

	private static final String SHARED = "Access-Control-Allow-Origin: *";

	@AutoClose
	private final ScriptedServer server = new ScriptedServer();

	private BrowserFetch fetch(String method) {
		return BrowserFetch.from(Script.ORIGIN).to(this.server.origin()).method(method, "/[a]|b?c^d");
	}

	@Test
	void requestAsItIsSent() {
		this.server.answer("200", SHARED);
		fetch("GET").header("Accept", "\u00FC").send();
		ScriptedServer.Request request = this.server.lastRequest();
		assertThat(request.target()).isEqualTo("/[a]|b?c^d");
		assertThat(request.lines()).containsExactly("Host: 127.0.0.1:" + this.server.port(), "Connection: close",
				"Accept: \u00FC", "Referer: " + Script.ORIGIN + "/", "Origin: " + Script.ORIGIN,
				"Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: cross-site");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			GET,  -, -
			POST, -, 0
			POST, xyz, 3
			POST, \u00FC, 2
			POST, '', 0
			""")
	void lengthOfABody(String method, String body, String length) {
		this.server.answer("200", SHARED);
		BrowserFetch fetch = fetch(method);
		assertThat((body != null) ? fetch.body(body) : fetch).isReadable();
		assertThat(this.server.lastRequest().value("Content-Length")).isEqualTo(length);
	}

	@Test
	void bodyUntilTheEnd() {
		this.server.answer("200", SHARED, "", "until", "the end");
		assertThat(fetch("GET")).hasText("until\nthe end");
	}

	@Test
	void bodyOfALength() {
		this.server.answer("200", SHARED, "Content-Length: 3", "", "whole and more");
		assertThat(fetch("GET")).hasText("who");
	}

	@Test
	void bodyInChunks() {
		this.server.answer("200", SHARED, "Transfer-Encoding: gzip, Chunked", "", "5;x=y", "hello", "00B", " and more ",
				"", "0", "Trailer: 1", "", "");
		FetchResult result = fetch("GET").send();
		assertThat(result).hasText("hello and more \n");
		assertThat(result.exchanges().get(0).response().headers().contains("Trailer")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "HEAD, 200", "GET, 204", "GET, 304" })
	void responsesWithoutABody(String method, String status) {
		this.server.answer(status, SHARED, "Content-Length: 100");
		assertThat(fetch(method)).isReadable().hasText("");
	}

	@Test
	void announcementsArePassedOver() {
		this.server.answer("103", "Link: </x>", "",
				"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\nhere");
		assertThat(fetch("GET")).hasStatus(200).hasText("here").hasNoReadableHeader("Link");
	}

	@Test
	void eventStreamIsNotWaitedFor() {
		this.server.answer("200", SHARED, "Content-Type: Text/Event-Stream;charset=UTF-8", "Content-Length: 1000", "",
				"data: 1");
		assertThat(fetch("GET")).isReadable().hasText("");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 100", "Content-Length: x", "Transfer-Encoding: chunked", "no field" })
	void brokenResponses(String line) {
		this.server.answer("200", SHARED, line, "", "less");
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> fetch("GET").send());
	}

	@Test
	void notAResponse() {
		this.server.answer("OK", SHARED);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> fetch("GET").send())
			.withStackTraceContaining("Not a response of HTTP/1.1: 'HTTP/1.1 OK ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "api.localhost", "under_score.localhost", "localhost." })
	void localNames(String host) {
		this.server.answer("200", SHARED);
		assertThat(BrowserFetch.from(Script.ORIGIN).to("http://" + host + ":" + this.server.port()).get("/"))
			.isReadable();
		assertThat(this.server.lastRequest().value("Host")).isEqualTo(host + ":" + this.server.port());
	}

	@Test
	void certificateOfYourOwn(@TempDir Path directory) throws Exception {
		KeyStore keys = selfSigned(directory.resolve("keys"));
		HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		secure.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
		secure.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		secure.start();
		try {
			String port = ":" + secure.getAddress().getPort();
			Page page = BrowserFetch.from(Script.ORIGIN);
			assertThat(page.to("https://localhost" + port, context(keys)).get("/")).isReadable();
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> page.to("https://localhost" + port).get("/").send())
				.withCauseInstanceOf(SSLHandshakeException.class);
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> page.to("https://127.0.0.1" + port, context(keys)).get("/").send())
				.withCauseInstanceOf(SSLHandshakeException.class);
		}
		finally {
			secure.stop(0);
		}
	}

	private static KeyStore selfSigned(Path file) throws Exception {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-keystore", file.toString(),
				"-storetype", "PKCS12", "-storepass", "secret", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(process.waitFor()).isZero();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(file)) {
			keys.load(stream, "secret".toCharArray());
		}
		return keys;
	}

	private static SSLContext context(KeyStore keys) throws Exception {
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keyManagers.init(keys, "secret".toCharArray());
		TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trustManagers.init(keys);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
		return context;
	}

}
