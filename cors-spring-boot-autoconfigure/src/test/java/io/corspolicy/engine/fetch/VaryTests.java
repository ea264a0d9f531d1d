package io.corspolicy.engine.fetch;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Vary}.
 */
class VaryTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			Origin                          | Accept-Encoding       | Origin, Accept-Encoding
			Origin                          | origin                | Origin
			Origin                          | ""                    | Origin
			Origin                          | " "                   | Origin
			Origin                          | ,                     | Origin
			Origin                          | a,b                   | Origin, a, b
			Origin                          | "a, b"                | Origin, a, b
			Origin                          | "a, Origin , b"       | Origin, a, b
			Origin                          | a / b                 | Origin, a, b
			Origin                          | a / A                 | Origin, a
			Origin                          | *                     | *
			Origin                          | "a, *"                | *
			Origin                          | a / *                 | *
			Origin                          | a*                    | Origin, a*
			*                               | a                     | *
			"Origin, Access-Control-Request-Method" | Origin        | "Origin, Access-Control-Request-Method"
			"Origin, Access-Control-Request-Method" | a             | "Origin, Access-Control-Request-Method, a"
			""                              | a                     | a
			""                              | ""                    | ""
			""")
	void mergesWhatIsThereAlready(String names, String present, String merged) {
		List<String> values = Arrays.asList(present.split(" / "));
		assertThat(Vary.merge(names, values)).isEqualTo(merged);
	}

}
