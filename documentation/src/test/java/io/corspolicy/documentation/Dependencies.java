package io.corspolicy.documentation;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.graph.manager.NoopDependencyManager;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.Version;
import org.eclipse.aether.util.version.GenericVersionScheme;

/**
 * Resolves the POMs of this build among those of Maven Central. It downloads what the
 * local repository lacks, and never a jar.
 */
final class Dependencies {

	/** How the versions of a module are told apart. */
	enum Rule {

		/** The one that is managed, or else the nearest. */
		MAVEN,

		/** The highest that anything asks for, as Gradle has it. */
		HIGHEST

	}

	private final RepositorySystem system = new RepositorySystemSupplier().get();

	private final RemoteRepository central = central();

	/** What an application of a line manages: the versions of Spring Boot's BOM. */
	Map<String, Version> managed(String boot) {
		try {
			Map<String, Version> managed = new TreeMap<>();
			Artifact bom = new DefaultArtifact("org.springframework.boot:spring-boot-dependencies:pom:" + boot);
			this.system
				.readArtifactDescriptor(session(Rule.MAVEN),
						new ArtifactDescriptorRequest(bom, List.of(this.central), null))
				.getManagedDependencies()
				.forEach((dependency) -> managed.put(module(dependency.getArtifact()),
						version(dependency.getArtifact().getVersion())));
			return managed;
		}
		catch (RepositoryException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The modules that an application with these dependencies has, and their versions.
	 */
	Map<String, Version> resolve(Rule rule, List<String> application, Map<String, Version> managed) {
		try {
			CollectRequest request = new CollectRequest();
			request.setRepositories(List.of(this.central));
			application.forEach((dependency) -> {
				String[] parts = dependency.split(":");
				Version there = managed.get(parts[0] + ":" + parts[1]);
				String version = (there != null) ? there.toString() : parts[2];
				request
					.addDependency(new Dependency(new DefaultArtifact(parts[0], parts[1], "jar", version), "compile"));
			});
			managed.forEach((module, version) -> {
				String[] parts = module.split(":");
				request.addManagedDependency(
						new Dependency(new DefaultArtifact(parts[0], parts[1], "jar", version.toString()), null));
			});
			DependencyNode root = this.system.collectDependencies(session(rule), request).getRoot();
			return chosen(root);
		}
		catch (RepositoryException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The published POM of a module. */
	String pom(String module) {
		try {
			return Files.readString(file(module).toPath());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What a version that is not chosen asks for does not count. */
	private static Map<String, Version> chosen(DependencyNode root) {
		Map<String, Version> before = Map.of();
		for (int round = 0; round < 20; round++) {
			Map<String, Version> modules = new TreeMap<>();
			collect(root, modules, before, Collections.newSetFromMap(new IdentityHashMap<>()));
			if (modules.equals(before)) {
				return modules;
			}
			before = modules;
		}
		throw new IllegalStateException("No choice of versions is stable");
	}

	private static void collect(DependencyNode node, Map<String, Version> modules, Map<String, Version> before,
			Set<DependencyNode> seen) {
		if (seen.add(node)) {
			boolean descends = true;
			if (node.getArtifact() != null) {
				String module = module(node.getArtifact());
				Version version = version(node.getArtifact().getVersion());
				modules.merge(module, version, (one, other) -> (one.compareTo(other) < 0) ? other : one);
				descends = version.equals(before.getOrDefault(module, version));
			}
			if (descends) {
				node.getChildren().forEach((child) -> collect(child, modules, before, seen));
			}
		}
	}

	private DefaultRepositorySystemSession session(Rule rule) {
		DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
		LocalRepository local = new LocalRepository(System.getProperty("local-repository"));
		session.setLocalRepositoryManager(this.system.newLocalRepositoryManager(session, local));
		session.setWorkspaceReader(new OurPoms());
		session.setSystemProperties(System.getProperties());
		if (rule == Rule.HIGHEST) {
			session.setDependencyManager(NoopDependencyManager.INSTANCE);
			session.setDependencyGraphTransformer(null);
		}
		return session;
	}

	/** As Maven itself knows it. */
	private static RemoteRepository central() {
		try (InputStream superPom = Objects
			.requireNonNull(Model.class.getClassLoader().getResourceAsStream("org/apache/maven/model/pom-4.0.0.xml"))) {
			org.apache.maven.model.Repository central = new MavenXpp3Reader().read(superPom).getRepositories().get(0);
			return new RemoteRepository.Builder(central.getId(), "default", central.getUrl()).build();
		}
		catch (IOException | XmlPullParserException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String module(Artifact artifact) {
		return artifact.getGroupId() + ":" + artifact.getArtifactId();
	}

	private static Version version(String text) {
		try {
			return new GenericVersionScheme().parseVersion(text);
		}
		catch (InvalidVersionSpecificationException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private static File file(String module) {
		return Page.ROOT.resolve(module).resolve(".flattened-pom.xml").toFile();
	}

	/** Finds the POMs of this build, as they are published. */
	private static final class OurPoms implements WorkspaceReader {

		@Override
		public WorkspaceRepository getRepository() {
			return new WorkspaceRepository("build");
		}

		@Override
		public File findArtifact(Artifact artifact) {
			boolean ours = artifact.getGroupId().equals("io.corspolicy");
			return ours ? file(artifact.getArtifactId()) : null;
		}

		@Override
		public List<String> findVersions(Artifact artifact) {
			return List.of();
		}

	}

}
