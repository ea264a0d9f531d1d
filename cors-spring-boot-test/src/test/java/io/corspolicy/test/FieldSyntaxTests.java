package io.corspolicy.test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What header fields are made of.
 */
class FieldSyntaxTests {

	@Test
	void tokenCharacters() {
		String characters = IntStream.range(0, 0x180)
			.mapToObj(Character::toString)
			.filter(FieldSyntax::isToken)
			.collect(Collectors.joining());
		assertThat(characters)
			.isEqualTo("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
		assertThat(FieldSyntax.isToken("")).isFalse();
		assertThat(FieldSyntax.isToken("a b")).isFalse();
	}

	@Test
	void valueCharacters() {
		String others = IntStream.range(0, 0x180)
			.mapToObj(Character::toString)
			.filter((character) -> !FieldSyntax.isValue(character))
			.collect(Collectors.joining());
		assertThat(others).startsWith("\0\n\r\u0100\u0101").hasSize(3 + 0x80);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
			a                | a
			a,b              | a b
			~ ,a ,\t, b , ~  | a b
			~~               | ~~
			,                | ~~
			a b              | -
			a,b@d            | -
			a;b              | -
			a,\u00A0         | -
			"a"              | -
			""")
	void lists(String value, String tokens) {
		assertThat(FieldSyntax.tokens(value))
			.isEqualTo((tokens == null) ? null : tokens.isEmpty() ? List.of() : List.of(tokens.split(" ")));
	}

}
