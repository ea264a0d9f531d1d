package io.corspolicy.logs;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is logged under a category until it is closed, which gives the category its
 * inherited level back.
 */
public final class CapturedLog implements AutoCloseable {

	private final Logger logger;

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	/**
	 * Begin.
	 * @param category the category
	 * @param level the level from which on lines are logged
	 */
	public CapturedLog(String category, Level level) {
		this.logger = (Logger) LoggerFactory.getLogger(category);
		this.appender.start();
		this.logger.addAppender(this.appender);
		setLevel(level);
	}

	/**
	 * Log at another level from now on.
	 * @param level the level
	 */
	public void setLevel(Level level) {
		this.logger.setLevel(level);
	}

	/**
	 * What was logged so far.
	 * @return the events in order
	 */
	public List<ILoggingEvent> events() {
		return this.appender.list;
	}

	@Override
	public void close() {
		this.logger.setLevel(null);
		this.logger.detachAppender(this.appender);
	}

}
