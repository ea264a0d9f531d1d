package io.corspolicy.engine.origin;

/**
 * Why an entry can't be parsed.
 */
public enum EntryFault {

	/** It is malformed. */
	FORM,

	/** A placeholder in it could not be resolved. */
	UNRESOLVED_PLACEHOLDER,

	/** It needs a library that is absent. */
	MISSING_LIBRARY

}
