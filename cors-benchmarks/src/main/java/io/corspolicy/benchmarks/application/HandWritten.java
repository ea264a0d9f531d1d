package io.corspolicy.benchmarks.application;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Adds the peer of the starter to an application, at the time of auto-configurations.
 */
@ImportAutoConfiguration(HandWrittenAutoConfiguration.class)
class HandWritten {

}
