package io.angelwire.job.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A Java agent that puts the wall clock of a process forward or back: wherever a class of the engine or of a library asks
 * the JDK for the time, it asks here. Not touched are the JDK's own classes, {@code System.nanoTime}, which only tells how
 * much time has passed, and this package, which records when things have really happened.
 */
public final class SkewedClock {

    private static final String SELF = Type.getInternalName(SkewedClock.class);
    private static final String OWN_PACKAGE = SELF.substring(0, SELF.lastIndexOf('/') + 1);

    /** What is asked for instead, by what is asked for. */
    private static final Map<String, String> INSTEAD = Map.of(
            "java/lang/System.currentTimeMillis()J", "currentTimeMillis",
            "java/time/Instant.now()Ljava/time/Instant;", "now",
            "java/time/Clock.systemUTC()Ljava/time/Clock;", "systemUTC",
            "java/time/Clock.systemDefaultZone()Ljava/time/Clock;", "systemDefaultZone",
            "java/time/Clock.system(Ljava/time/ZoneId;)Ljava/time/Clock;", "system");

    private static Duration skew = Duration.ZERO;

    private SkewedClock() {}

    /** The argument that starts a JVM with this agent. */
    static String argument(Duration skew, Path directory) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SkewedClock.class.getName());
        // The class itself is on the process's class path.
        Path jar = directory.resolve("skewed-clock.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream empty = new JarOutputStream(file, manifest)) {
            empty.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-javaagent:" + jar + "=" + skew;
    }

    public static void premain(String argument, Instrumentation instrumentation) {
        skew = Duration.parse(argument);
        instrumentation.addTransformer(new Transformer());
    }

    public static long currentTimeMillis() {
        return System.currentTimeMillis() + skew.toMillis();
    }

    public static Instant now() {
        return Instant.now().plus(skew);
    }

    public static Clock systemUTC() {
        return Clock.offset(Clock.systemUTC(), skew);
    }

    public static Clock systemDefaultZone() {
        return Clock.offset(Clock.systemDefaultZone(), skew);
    }

    public static Clock system(ZoneId zone) {
        return Clock.offset(Clock.system(zone), skew);
    }

    private static final class Transformer implements ClassFileTransformer {

        /** Null leaves a class as it is. */
        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
            if (loader == null
                    || name == null
                    || name.startsWith(OWN_PACKAGE)
                    || name.startsWith("org/objectweb/asm/")) {
                return null;
            }
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Calls(writer), 0);
            return writer.toByteArray();
        }
    }

    private static final class Calls extends ClassVisitor {

        Calls(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String called, String descriptor, boolean isInterface) {
                    String instead = INSTEAD.get(owner + "." + called + descriptor);
                    if (instead == null) {
                        super.visitMethodInsn(opcode, owner, called, descriptor, isInterface);
                    } else {
                        super.visitMethodInsn(opcode, SELF, instead, descriptor, false);
                    }
                }
            };
        }
    }
}
