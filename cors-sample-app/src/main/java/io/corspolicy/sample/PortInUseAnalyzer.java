package io.corspolicy.sample;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which port is taken, and how to start on others. It runs before Spring Boot's own
 * analyzer, which does not know the page.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortInUseAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
		return new FailureAnalysis(
				"Port %d of this machine is taken, by another program or by this sample in another window."
					.formatted(cause.getPort()),
				"""
						Stop that program, or start the sample on free ports:

						    mvn -pl cors-sample-app -am spring-boot:run \\
						        -Dspring-boot.run.arguments="--server.port=0 --sample.page-port=0\"""", cause);
	}

}
