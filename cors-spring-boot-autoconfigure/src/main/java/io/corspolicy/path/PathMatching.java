package io.corspolicy.path;

/**
 * How one of the application's handler mappings reads and matches paths. Two are equal if
 * they match the same paths, as far as that can be known.
 */
public sealed interface PathMatching permits ParsedPaths, TextPaths {

}
