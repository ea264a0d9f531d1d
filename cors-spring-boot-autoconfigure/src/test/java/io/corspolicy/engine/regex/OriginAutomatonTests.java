package io.corspolicy.engine.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.regex.OriginAutomaton.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OriginAutomaton}.
 */
class OriginAutomatonTests {

	private static final String HOST_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_";

	@ParameterizedTest
	@ValueSource(strings = { "http://a", "https://a.b", "https://a.b.", "https://a.b.:8080", "ws://a", "wss://a:80",
			"ftp://a:21", "file://", "file://a", "app://", "app://.", "app://A.b", "h://a", "htt://a", "httpsx://a",
			"fi://a", "fil://a", "w://a", "f1+-.://a", "https://[::1]", "https://[::1]:8443",
			"https://127.0.0.1:3000" })
	void areOrigins(String text) {
		assertThat(OriginAutomaton.isOrigin(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "http", "http:", "http:/", "http://", "https://.", "ws://", "://a", "1a://a",
			"+a://a", "HTTP://a", "aB://a", "a b://a", "http:a", "http:/a", "https://A.b", "https://.a", "https://a..b",
			"https://a/", "https://a:", "https://a.:", "https://a:x", "https://a:80x", "https://[::1", "https://[::1]a",
			"https://[::g]", "https://[::1].", "https://[::1]:", "app://..", "app://.:1", "app://.a", "https://a@b",
			"https://a?b", "https://a,https://b" })
	void areNotOrigins(String text) {
		assertThat(OriginAutomaton.isOrigin(text)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "http, 80", "https, 443", "ws, -1", "file, -1", "app, -1" })
	void everyPortButTheDefaultIsWrittenOut(String scheme, int defaultPort) {
		for (int port = 0; port <= 700_000; port += (port < 70_000) ? 1 : 997) {
			assertThat(OriginAutomaton.isOrigin(scheme + "://a:" + port)).as("%s", port)
				.isEqualTo(port <= 65_535 && port != defaultPort);
		}
		assertThat(OriginAutomaton.isOrigin(scheme + "://a:00")).isFalse();
		assertThat(OriginAutomaton.isOrigin(scheme + "://a:01")).isFalse();
		assertThat(OriginAutomaton.isOrigin(scheme + "://a:080")).isFalse();
	}

	@Test
	void hostsAreMadeOfCertainCharacters() {
		for (char c = ' '; c <= 0x7f; c++) {
			boolean inHost = HOST_CHARACTERS.indexOf(c) >= 0;
			boolean upperCase = c >= 'A' && c <= 'Z';
			assertThat(OriginAutomaton.isOrigin("https://" + c)).as("%s", c).isEqualTo(inHost);
			assertThat(OriginAutomaton.isOrigin("https://a." + c)).as("%s", c).isEqualTo(inHost);
			assertThat(OriginAutomaton.isOrigin("https://a" + c + "b")).as("%s", c).isEqualTo(inHost || c == '.');
			assertThat(OriginAutomaton.isOrigin("app://a" + c + "b")).as("%s", c)
				.isEqualTo(inHost || c == '.' || upperCase);
			assertThat(OriginAutomaton.isOrigin("https://[" + c + "]")).as("%s", c)
				.isEqualTo("0123456789abcdef:".indexOf(c) >= 0);
			boolean letter = c >= 'a' && c <= 'z';
			boolean digit = c >= '0' && c <= '9';
			assertThat(OriginAutomaton.isOrigin(c + "://x")).as("%s", c).isEqualTo(letter);
			assertThat(OriginAutomaton.isOrigin("x" + c + "://x")).as("%s", c)
				.isEqualTo(letter || digit || "+-.".indexOf(c) >= 0);
		}
	}

	@Test
	void schemesAreOfSomeKind() {
		assertThat(List.of("http", "https", "ws", "wss", "ftp", "file", "app", "h", "httpx", "fi"))
			.extracting((scheme) -> OriginAutomaton.scheme(after(scheme + ":")))
			.containsExactly(Scheme.HTTP, Scheme.HTTPS, Scheme.FORMER, Scheme.FORMER, Scheme.FORMER, Scheme.FILE,
					Scheme.OTHER, Scheme.OTHER, Scheme.OTHER, Scheme.OTHER);
	}

	@ParameterizedTest
	@CsvSource({ "http, ''", "https:, ''", "https:/, ''", "https://, before", "https://a, host label",
			"https://a., host dot", "https://a.b, host label", "https://[, host", "https://[1, host",
			"https://[1], host", "app://., host", "https://a:, port", "https://a:0, port", "https://a:8, port",
			"https://a:65535, port" })
	void aStateKnowsWhatWasRead(String text, String expected) {
		int state = after(text);
		String known = (OriginAutomaton.isBeforeHost(state) ? "before " : "")
				+ (OriginAutomaton.isInHost(state) ? "host " : "") + (OriginAutomaton.isInLabel(state) ? "label " : "")
				+ (OriginAutomaton.isBehindDot(state) ? "dot " : "") + (OriginAutomaton.isInPort(state) ? "port " : "");
		assertThat(known.strip()).isEqualTo(expected);
	}

	/** Each character leads where reading it does, and to one state. */
	@Test
	void transitionsAreStepsOfAllCharacters() {
		Set<Integer> known = new HashSet<>(Set.of(OriginAutomaton.START));
		Deque<Integer> open = new ArrayDeque<>(known);
		while (!open.isEmpty()) {
			int state = open.poll();
			List<OriginAutomaton.Transition> transitions = OriginAutomaton.findTransitions(state);
			assertThat(OriginAutomaton.transitions(state)).hasSameSizeAs(transitions);
			for (char c = 0; c <= 0x7f; c++) {
				char read = c;
				List<Integer> targets = transitions.stream()
					.filter((transition) -> transition.characters().contains(read))
					.map(OriginAutomaton.Transition::target)
					.toList();
				int next = OriginAutomaton.step(state, c);
				assertThat(targets).isEqualTo((next != OriginAutomaton.DEAD) ? List.of(next) : List.of());
				if (next != OriginAutomaton.DEAD && known.add(next)) {
					open.add(next);
				}
			}
		}
		assertThat(known).allMatch((state) -> state >= 0 && state < OriginAutomaton.STATES);
	}

	private static int after(String text) {
		int state = OriginAutomaton.START;
		for (char c : text.toCharArray()) {
			state = OriginAutomaton.step(state, c);
		}
		return state;
	}

}
