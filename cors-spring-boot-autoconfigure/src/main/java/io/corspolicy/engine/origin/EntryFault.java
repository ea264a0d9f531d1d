package io.corspolicy.engine.origin;

/**
 * What keeps an entry from being parsed.
 */
public enum EntryFault {

	/** It is not written as such an entry is. */
	FORM,

	/** A placeholder in it could not be resolved. */
	UNRESOLVED_PLACEHOLDER,

	/** It needs a library that is not there. */
	MISSING_LIBRARY

}
