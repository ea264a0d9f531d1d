package io.corspolicy.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Strings as a container hands them out: decoded for one request, so that nobody has
 * hashed them yet. What a string remembers of its hash is wiped out rather than the
 * string made anew, for the sake of the bytes that are counted. Needs
 * {@code --add-opens=java.base/java.lang=ALL-UNNAMED}.
 */
public final class FreshStrings {

	private static final VarHandle HASH = hash();

	private FreshStrings() {
	}

	private static VarHandle hash() {
		try {
			return MethodHandles.privateLookupIn(String.class, MethodHandles.lookup())
				.findVarHandle(String.class, "hash", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * A copy of a string that shares nothing with it.
	 * @param text the string
	 * @return the copy, not hashed yet
	 */
	public static String copy(String text) {
		return new String(text.toCharArray());
	}

	/**
	 * Make a string forget its hash.
	 * @param text a {@link #copy(String) copy}
	 */
	public static void forgetHash(String text) {
		HASH.set(text, 0);
	}

}
