package io.corspolicy;

import java.util.List;
import java.util.Set;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StaticInitializers}.
 */
class StaticInitializersTests {

	@Test
	void findsThoseThatWaitForEachOther() {
		assertThat(StaticInitializers.thatWaitForEachOther(new ClassFileImporter()
			.importClasses(First.class, Second.class, Leading.class, Constants.class, Constants.ONE.getClass())
			.stream()
			.toList())).isEqualTo(Set.of(First.class.getName(), Second.class.getName()));
	}

	/** Needs the second one in a method that its initializer calls. */
	private static final class First {

		static final Object VALUE = make();

		private static Object make() {
			return Second.VALUE;
		}

	}

	private static final class Second {

		static final Object VALUE = List.of((Object) "").stream().map((value) -> First.VALUE).toList();

	}

	/** Leads to both, and none leads to it. */
	private static final class Leading {

		static final Object VALUE = First.VALUE;

	}

	/** Not found, as nothing else can begin with a constant. */
	private enum Constants {

		ONE {

		}

	}

}
