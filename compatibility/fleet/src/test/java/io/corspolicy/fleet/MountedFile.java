package io.corspolicy.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is replaced as Kubernetes replaces those of a ConfigMap: by a link to the
 * directory with the new content, which takes the place of the old one at once.
 */
final class MountedFile {

	private final Path directory;

	private final Path file;

	private int contents;

	MountedFile(Path directory, String name, String content) throws IOException {
		this.directory = directory;
		this.file = directory.resolve(name);
		replace(content);
		Files.createSymbolicLink(this.file, Path.of("..data", name));
	}

	/**
	 * Replace the content.
	 * @param content the new content
	 */
	void replace(String content) throws IOException {
		Path next = Files.createDirectory(this.directory.resolve("..content-" + ++this.contents));
		Files.writeString(next.resolve(this.file.getFileName()), content);
		Path link = Files.createSymbolicLink(this.directory.resolve("..data_tmp"), next.getFileName());
		Files.move(link, this.directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public String toString() {
		return this.file.toString();
	}

}
