package io.corspolicy.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/**
 * Counts what the engine does instead of timing it: one for every method that is entered
 * and every branch that is come to, in the engine, the registry and RE2/J. The same input
 * always costs the same. What the JDK does inside of one call counts as one.
 */
public final class WorkMeter extends ClassLoader {

	private static final String ENGINE = "io.corspolicy.engine.";

	private static final String REGISTRY = "io.corspolicy.registry.";

	private static final String RE2J = "com.google.re2j.";

	private static long count;

	/**
	 * Create a meter, with copies of all classes that count.
	 */
	public WorkMeter() {
		super(WorkMeter.class.getClassLoader());
	}

	/** Begins anew, where what was done so far is not of interest. */
	public static void reset() {
		count = 0;
	}

	/** Called from every place that counts. */
	public static void tick() {
		count++;
	}

	/**
	 * How much work a piece of the engine or the registry does for a text.
	 * @param work a class of one of their packages with a constructor without arguments,
	 * of which a copy is made that counts
	 * @param text the text
	 */
	@SuppressWarnings("unchecked")
	public <T extends Consumer<String>> long measure(Class<T> work, String text) {
		try {
			var constructor = loadClass(work.getName()).getDeclaredConstructor();
			constructor.setAccessible(true);
			Consumer<String> metered = (Consumer<String>) constructor.newInstance();
			metered.accept("https://warm.up");
			count = 0;
			metered.accept(text);
			return count;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		boolean counts = (name.startsWith(ENGINE) || name.startsWith(REGISTRY) || name.startsWith(RE2J))
				&& !name.equals(WorkMeter.class.getName());
		if (!counts) {
			return super.loadClass(name, resolve);
		}
		Class<?> loaded = findLoadedClass(name);
		return (loaded != null) ? loaded : define(name);
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (bytes == null) {
				throw new ClassNotFoundException(name);
			}
			ClassReader reader = new ClassReader(bytes);
			ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
			reader.accept(new CountingClass(writer), 0);
			byte[] counting = writer.toByteArray();
			return defineClass(name, counting, 0, counting.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Passes a class on, with counts.
	 */
	private static final class CountingClass extends ClassVisitor {

		CountingClass(ClassVisitor next) {
			super(Opcodes.ASM9, next);
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
				String[] exceptions) {
			return new CountingMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
		}

	}

	/**
	 * Passes a method on, with counts.
	 */
	private static final class CountingMethod extends MethodVisitor {

		CountingMethod(MethodVisitor next) {
			super(Opcodes.ASM9, next);
		}

		@Override
		public void visitCode() {
			super.visitCode();
			tick();
		}

		@Override
		public void visitJumpInsn(int opcode, Label label) {
			tick();
			super.visitJumpInsn(opcode, label);
		}

		private void tick() {
			visitMethodInsn(Opcodes.INVOKESTATIC, WorkMeter.class.getName().replace('.', '/'), "tick", "()V", false);
		}

	}

}
