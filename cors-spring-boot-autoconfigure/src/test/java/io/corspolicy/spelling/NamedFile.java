package io.corspolicy.spelling;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;

/**
 * A static file that says by which path it is known, to either stack.
 */
final class NamedFile extends AbstractResource implements org.springframework.web.servlet.resource.HttpResource,
		org.springframework.web.reactive.resource.HttpResource {

	/** Where the files are, and below which path they are served. */
	static final String LOCATION = "classpath:/spelling-files/";

	static final String PATTERN = "/files/**";

	private final Resource file;

	NamedFile(Resource file) {
		this.file = file;
	}

	@Override
	public HttpHeaders getResponseHeaders() {
		HttpHeaders headers = new HttpHeaders();
		headers.set(Controllers.RAN, "file");
		headers.set(Controllers.PATH, "/files" + getDescription().replaceAll("(?s).*spelling-files|]$", ""));
		return headers;
	}

	@Override
	public String getDescription() {
		return this.file.getDescription();
	}

	@Override
	public String getFilename() {
		return String.valueOf(this.file.getFilename());
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return this.file.getInputStream();
	}

	@Override
	public long lastModified() {
		return -1;
	}

}
