package io.corspolicy.engine.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublicSuffixes}: the facts that publicsuffix.org tests for, and ours.
 */
class PublicSuffixesTests {

	@ParameterizedTest
	@ValueSource(strings = {
			// Registries
			"com", "biz", "us", "ak.us", "k12.ak.us", "uk", "co.uk", "jp", "ac.jp", "kyoto.jp", "ide.kyoto.jp",
			"xn--55qx5d.cn", "xn--fiqs8s", "xn--p1ai", "xn--mgbaam7a8h",
			// Wildcard rules, and the name in front of which they stand
			"mm", "c.mm", "ck", "test.ck", "c.kobe.jp", "test.kawasaki.jp",
			// Services
			"uk.com", "github.io", "vercel.app", "blogspot.com", "herokuapp.com", "web.app", "netlify.app", "pages.dev",
			"s3.amazonaws.com", "eu-central-1.compute.amazonaws.com",
			// The default rule
			"localhost", "internal", "example", "xn--kgbechtv" })
	void areSuffixes(String host) {
		assertThat(PublicSuffixes.isPublicSuffix(host)).isTrue();
		assertThat(RegistrableDomains.of(host)).isNull();
		assertThat(PublicSuffixes.isPublicSuffix(host + ".")).isTrue();
		assertThat(RegistrableDomains.of(host + ".")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "domain.biz, domain.biz", "a.b.domain.biz, domain.biz", "example.com, example.com",
			"b.example.com, example.com", "a.b.example.com, example.com", "example.uk.com, example.uk.com",
			"a.b.example.uk.com, example.uk.com", "test.ac, test.ac", "b.c.mm, b.c.mm", "a.b.c.mm, b.c.mm",
			"www.test.jp, test.jp", "www.test.ac.jp, test.ac.jp", "test.kyoto.jp, test.kyoto.jp",
			"a.b.ide.kyoto.jp, b.ide.kyoto.jp", "a.b.c.kobe.jp, b.c.kobe.jp", "city.kobe.jp, city.kobe.jp",
			"www.city.kobe.jp, city.kobe.jp", "city.kawasaki.jp, city.kawasaki.jp", "kawasaki.jp, kawasaki.jp",
			"a.test.kawasaki.jp, a.test.kawasaki.jp", "a.b.test.ck, b.test.ck", "www.ck, www.ck", "www.www.ck, www.ck",
			"www.test.us, test.us", "www.test.ak.us, test.ak.us", "www.test.k12.ak.us, test.k12.ak.us",
			"amazonaws.com, amazonaws.com", "github.com, github.com", "www.app.github.io, app.github.io",
			"app.vercel.app, app.vercel.app", "a.b.blogspot.com, b.blogspot.com",
			"localhost.localdomain, localhost.localdomain", "a.b.example.example, example.example",
			"xn--85x722f.com.cn, xn--85x722f.com.cn", "www.xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
			"shishi.xn--55qx5d.cn, shishi.xn--55qx5d.cn", "www.xn--85x722f.xn--fiqs8s, xn--85x722f.xn--fiqs8s",
			"a.example.xn--kgbechtv, example.xn--kgbechtv" })
	void areRegisteredUnderSuffixes(String host, String domain) {
		assertThat(PublicSuffixes.isPublicSuffix(host)).isFalse();
		assertThat(RegistrableDomains.of(host)).isEqualTo(domain);
		assertThat(PublicSuffixes.isPublicSuffix(host + ".")).isFalse();
		assertThat(RegistrableDomains.of(host + ".")).isEqualTo(domain + ".");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.0.0.1.", "192.0.2.1", "2130706433", "[::1]", "[2001:db8::1]", "", ".",
			"..", ".com", ".example", ".example.com", ".example.example", "example..com", "example.com.." })
	void areNoNames(String host) {
		assertThat(PublicSuffixes.isPublicSuffix(host)).isFalse();
		assertThat(RegistrableDomains.of(host)).isNull();
	}

	@ParameterizedTest
	@CsvSource({
			// The rule with the most labels prevails, in whichever order they stand,
			"com c.b.com b.com, a.c.b.com, 2", "com *.b.com b.com, a.c.b.com, 2", "*.b.com c.b.com, c.b.com, 0",
			// a wildcard stands for one label and for no fewer,
			"com *.b.com, a.d.c.b.com, 4", "com *.b.com, b.com, 2",
			// and an exception prevails over whatever is longer.
			"*.com !b.com, b.com, 2", "*.com !b.com, a.b.com, 4", "*.com !b.com a.b.com, a.b.com, 4",
			// Rules stand there in Unicode, hosts in Punycode.
			"cn \u516c\u53f8.cn, a.xn--55qx5d.cn, 2",
			// Where none matches, the suffix is the last label.
			"com, b.example, 2", "'', example, 0" })
	void oneRulePrevails(String rules, String host, int suffixStart) throws IOException {
		assertThat(compiled(rules.replace(' ', '\n')).suffixStart(host)).isEqualTo(suffixStart);
	}

	@Test
	void linesAreReadUpToTheFirstBlank() throws IOException {
		PublicSuffixList list = compiled("// a.test\n\n \nb.test // b\nc.test\tc\n d.test\n");
		assertThat(List.of("a.test", "b.test", "c.test", "d.test")).extracting(list::suffixStart)
			.containsExactly(2, 0, 0, 2);
	}

	@ParameterizedTest
	@CsvSource({ "'// L\n\n// VERSION: 2026-10-06_16-13-12_UTC\n// COMMIT: 4018bd9\n\ncom', 2026-10-06_16-13-12_UTC",
			"'// COMMIT: 4018bd9\ncom', 4018bd9", "'// L\ncom\n// VERSION: late', unknown", "'// L\n', unknown",
			"'', unknown" })
	void versionStandsInTheHead(String list, String version) throws IOException {
		assertThat(PublicSuffixes.version(reader(list))).isEqualTo(version);
	}

	@Test
	void versionIsADate() {
		assertThat(LocalDate.parse(PublicSuffixes.version().substring(0, 10))).isAfter("2026-01-01");
	}

	@Test
	void theListIsWholeAndOfTheKnownForm() throws IOException {
		List<String> lines;
		try (InputStream list = PublicSuffixes.class.getResourceAsStream("public-suffix-list.dat")) {
			lines = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		assertThat(lines).contains("// ===BEGIN ICANN DOMAINS===", "// ===END ICANN DOMAINS===",
				"// ===BEGIN PRIVATE DOMAINS===", "// ===END PRIVATE DOMAINS===");
		assertThat(lines.get(0)).contains("Mozilla Public");
		// Rules come in three kinds, and a wildcard is the first label.
		assertThat(lines).filteredOn((line) -> !line.isEmpty() && !line.startsWith("//"))
			.hasSizeGreaterThan(9000)
			.allMatch((line) -> line.matches("(\\*\\.|!)?[^*!\\s.]+(\\.[^*!\\s.]+)*"))
			.allMatch((line) -> {
				String punycode = IDN.toASCII(line, IDN.ALLOW_UNASSIGNED);
				return punycode.equals(punycode.toLowerCase(Locale.ROOT));
			});
	}

	@Test
	void theSortedListIsMadeOfTheWholeOne() throws IOException {
		byte[] sorted;
		try (InputStream list = PublicSuffixes.class.getResourceAsStream("public-suffix-list.sorted")) {
			sorted = Objects.requireNonNull(list).readAllBytes();
		}
		try (BufferedReader list = new BufferedReader(new InputStreamReader(
				Objects.requireNonNull(PublicSuffixes.class.getResourceAsStream("public-suffix-list.dat")),
				StandardCharsets.UTF_8))) {
			assertThat(PublicSuffixListCompiler.compile(list)).isEqualTo(sorted);
		}
	}

	@Test
	void aSortedLineIsARuleFromItsLastLabel() throws IOException {
		String list = """
				// ===BEGIN ICANN DOMAINS===
				com
				*.ck
				!www.ck
				both.test
				// ===END ICANN DOMAINS===
				both.test
				s3.amazonaws.com
				""";
		assertThat(new String(PublicSuffixListCompiler.compile(reader(list)), StandardCharsets.US_ASCII))
			.isEqualTo("ck.!www+\nck.*+\ncom+\ncom.amazonaws.s3\ntest.both+\n");
	}

	@ParameterizedTest
	@CsvSource({ "ck, true, true", "a.ck, true, true", "www.ck, true, true", "a.b.ck, false, false",
			"amazonaws.com, false, false", "s3.amazonaws.com, true, false", "c, false, false", "comm, false, false",
			"zz, false, false" })
	void rulesOfRegistriesAreMarked(String name, boolean rule, boolean registry) throws IOException {
		PublicSuffixList list = compiled("// ===BEGIN ICANN DOMAINS===\nck\n*.ck\ncom\n// ===END ICANN DOMAINS===\n"
				+ "s3.amazonaws.com\nuk.com");
		assertThat(list.hasRule(name, false)).isEqualTo(rule);
		assertThat(list.hasRule(name, true)).isEqualTo(registry);
	}

	/** Against a look at every rule, with rules and names of a small alphabet. */
	@Test
	void everyRuleIsFound() throws IOException {
		Random random = new Random(42);
		for (int i = 0; i < 300; i++) {
			Set<String> rules = new TreeSet<>();
			for (int k = random.nextInt(12); k >= 0; k--) {
				rules.add(new String[] { "", "", "*.", "!" }[random.nextInt(4)] + name(random));
			}
			PublicSuffixList list = compiled(String.join("\n", rules));
			for (int k = 0; k < 20; k++) {
				String name = name(random);
				Set<String> below = new TreeSet<>();
				list.below(name, (labels) -> below.add(labels + "." + name));
				assertThat(below).as("%s below %s", rules, name)
					.isEqualTo(rules.stream()
						.filter((rule) -> rule.endsWith("." + name) && !rule.startsWith("!"))
						.collect(Collectors.toCollection(TreeSet::new)));
				String parent = name.contains(".") ? name.substring(name.indexOf('.')) : null;
				assertThat(list.hasRule(name, false)).as("%s for %s", rules, name)
					.isEqualTo(rules.contains(name) || (parent != null && rules.contains("*" + parent)));
			}
		}
	}

	private static String name(Random random) {
		StringBuilder name = new StringBuilder();
		for (int i = random.nextInt(3); i >= 0; i--) {
			name.append("a-b".charAt(random.nextInt(3)));
			name.append(random.nextBoolean() ? "x" : "").append((i > 0) ? "." : "");
		}
		return name.toString();
	}

	private static PublicSuffixList compiled(String list) throws IOException {
		return new PublicSuffixList(PublicSuffixListCompiler.compile(reader(list)));
	}

	private static BufferedReader reader(String list) {
		return new BufferedReader(new StringReader(list));
	}

}
