package dev.rollcall.conformance.tlc;

import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Leads calls that TLC makes, and uses of a class, elsewhere. TLC ends the JVM where it gives up, leaves
 * threads behind, and tells nobody of the successors it drops; only its bytes can be changed.
 */
final class ClassPatcher extends ClassVisitor {
  private static final String ENGINE = ClassPatcher.class.getPackageName().replace('.', '/') + "/engine/";
  private static final String GUARD = ENGINE + "TlcGuard";
  private static final String WORKER = "tlc2/tool/Worker";
  private static final String TOOL = "tlc2/tool/impl/FastTool";
  private static final String SUCCESSORS = "(Ltlc2/tool/INextStateFunctor;Ltlc2/tool/TLCState;)Z";

  /** Static methods that have a substitute of the same name and type in {@link #GUARD}. */
  private static final Map<String, String> STATIC_CALLS = Map.of(
      "java/lang/System.exit(I)V", GUARD,
      "java/util/concurrent/Executors.newFixedThreadPool(I)Ljava/util/concurrent/ExecutorService;", GUARD,
      "java/util/concurrent/Executors.newSingleThreadExecutor()Ljava/util/concurrent/ExecutorService;", GUARD,
      "java/lang/management/ManagementFactory.getPlatformMBeanServer()Ljavax/management/MBeanServer;", GUARD);

  private static final Map<String, String> CLASSES =
      Map.of("java/rmi/server/UnicastRemoteObject", GUARD + "$Local");

  private final boolean isWorker;

  private ClassPatcher(ClassVisitor next, boolean isWorker) {
    super(Opcodes.ASM9, next);
    this.isWorker = isWorker;
  }

  /** The class as it is to be loaded. */
  static byte[] patch(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor remapper = new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, CLASSES));
    reader.accept(new ClassPatcher(remapper, reader.getClassName().equals(WORKER)), 0);
    return writer.toByteArray();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitMethodInsn(int opcode, String owner, String called, String type, boolean onInterface) {
        String substitute = STATIC_CALLS.get(owner + "." + called + type);
        if (substitute != null) {
          super.visitMethodInsn(opcode, substitute, called, type, false);
        } else if (isWorker && owner.equals(TOOL) && called.equals("getNextStates") && type.equals(SUCCESSORS)) {
          // The tool becomes the first argument: the stack is the same.
          super.visitMethodInsn(Opcodes.INVOKESTATIC, ENGINE + "Expansion", "getNextStates",
              type.replace("(", "(L" + TOOL + ";"), false);
        } else {
          super.visitMethodInsn(opcode, owner, called, type, onInterface);
        }
      }
    };
  }
}
