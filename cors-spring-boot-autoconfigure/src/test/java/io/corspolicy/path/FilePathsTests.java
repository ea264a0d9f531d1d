package io.corspolicy.path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The plain paths of files.
 */
class FilePathsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/a", "/a/b.txt", "/a/b/", "/a.b/c..d", "/a%20b", "/%25", "/%", "/%zz//", "/a%2",
			"/a%3Bb", "/(a)!$&'*+,=:@%20" })
	void plainOnesAreLeftAlone(String path) {
		assertThat(FilePaths.plain(path)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/%61/b, /a/b", "/a;x=1/b, /a/b", "/%c3%a9, /%C3%A9", "/%28a%29, /(a)", "//a, /a", "/a//b, /a/b",
			"///, /", "/a//, /a/", "/./a, /a", "/a/., /a", "/%2e/a, /a", "/x/../a, /a", "/x/%2E./a, /a", "/../a, /a",
			"/;/a, /a", "/.;p/a, /a", "/x/..;p=1/a, /a", "/a%2Fb, /a/b", "/a%2fb, /a/b", "/%2Fa, /a", "/a%5cb, /a/b",
			"/%5Ca, /a", "/x%2f..%2fa, /a", "/%20a, /a", "/a/%20/b, /a/b", "/a/%20b, /a/b", "/%09/a, /a", "/%7f/a, /a",
			"//%C3%A9%20x, /%C3%A9%20x", "//a%25b, /a%25b", "/a\\b, /a/b" })
	void theOthersAreCleaned(String path, String plain) {
		assertThat(FilePaths.plain(path)).isEqualTo(plain);
	}

}
