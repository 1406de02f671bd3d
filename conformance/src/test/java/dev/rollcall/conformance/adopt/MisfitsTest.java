package dev.rollcall.conformance.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.replay.StepResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Annotations that make no sense are told at once, each with its place and a remedy. */
@SuppressWarnings("unused") // Read by reflection, which is what these tests are about.
class MisfitsTest {

  /** What is enough. */
  static class Fine {
    @SpecState
    int count;

    @SpecAction
    void step() {}

    @SpecVariable
    int count() {
      return count;
    }
  }

  private static void assertMisfits(Object adapter, String... parts) {
    assertThatThrownBy(() -> AnnotatedSystem.of(() -> adapter)).isInstanceOf(BadAdapterException.class)
        .hasMessageStartingWith(adapter.getClass().getName() + " cannot be driven by its annotations:")
        .hasMessageContainingAll(parts);
  }

  @Test
  void what_is_enough_is_no_misfit() {
    assertThat(AnnotatedSystem.of(Fine::new).variables()).containsExactly("count");
  }

  @Test
  void a_class_without_annotations() {
    assertMisfits(new Object(),
        "Object: it names no action; put @SpecAction before the methods that take steps",
        "Object: it names no variable; put @SpecVariable before the methods or fields that show them",
        "Object: it does not say how to go back to where it was; put @SpecState(copy = \"copy\") on the type");
  }

  @Test
  void two_members_of_one_name() {
    class Twins extends Fine {
      @SpecAction("Step")
      void other() {}

      @SpecVariable("count")
      int number() {
        return 0;
      }

      @SpecInvariant
      boolean safe() {
        return true;
      }

      @SpecInvariant("Safe")
      boolean secure() {
        return true;
      }

      @SpecDomain
      final Set<String> clients = Set.of();

      @SpecDomain("Clients")
      final Set<String> others = Set.of();
    }

    assertMisfits(new Twins(),
        "Twins.other(): it is named Step like Fine.step(); give one of them another name in its annotation",
        "Twins.number(): it is named count like Fine.count()",
        "Twins.secure(): it is named Safe like Twins.safe()",
        "Twins.others: it is named Clients like Twins.clients");
  }

  @Test
  void parameters_without_something_to_range_over() {
    class Boundless extends Fine {
      @SpecAction
      boolean take(String client) {
        return false;
      }

      @SpecVariable
      int held(String client) {
        return 0;
      }

      @SpecInvariant
      boolean safe(String client) {
        return true;
      }

      @SpecAction(environment = true)
      void crash(String client) {}
    }

    String remedy = ": it is not said what client ranges over; put @In(\"Name\") before it, naming a set among the"
        + " model's CONSTANTS or a @SpecDomain";
    assertMisfits(new Boundless(), "Boundless.take(String)" + remedy, "Boundless.held(String)" + remedy,
        "Boundless.safe(String)" + remedy);
    assertThatThrownBy(() -> AnnotatedSystem.of(Boundless::new))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("crash"));
  }

  @Test
  void types_without_a_counterpart() {
    class Odd extends Fine {
      @SpecAction(environment = true)
      void crash(String why, Thread thread) {}

      @SpecVariable
      List<Thread> threads() {
        return List.of();
      }

      @SpecVariable
      final double real = 0;

      @SpecDomain
      final Set<Thread> workers = Set.of();

      @SpecDomain
      final String name = "";

      @SpecDomain
      Set<String> of(String client) {
        return Set.of();
      }
    }

    assertMisfits(new Odd(),
        "Odd.crash(String, Thread): parameter 2: the type java.lang.Thread has no counterpart in TLA+",
        "Odd.threads(): the type java.lang.Thread has no counterpart",
        "Odd.real: the type double has no counterpart",
        "Odd.workers: the type java.lang.Thread has no counterpart",
        "Odd.name: a domain is a Set or a List, not a java.lang.String",
        "Odd.of(String): a domain has no parameters");
  }

  @Test
  void results_that_say_nothing() {
    class Vague extends Fine {
      @SpecAction
      int take() {
        return 0;
      }

      @SpecAction(refusal = "it is taken")
      void release() {}

      @SpecAction(refusal = "it is taken")
      StepResult write() {
        return StepResult.performed();
      }

      @SpecInvariant
      void safe() {}
    }

    String noBoolean = ": it has a refusal, but does not return the boolean that would tell";
    assertMisfits(new Vague(),
        "Vague.take(): it returns int, which does not say whether the step was taken; return void, boolean, String,"
            + " Optional or StepResult",
        "Vague.release()" + noBoolean, "Vague.write()" + noBoolean,
        "Vague.safe(): it returns void, which does not say whether the property holds");
  }

  @Test
  void a_variable_of_two_parameters() {
    class Matrix extends Fine {
      @SpecVariable
      boolean sees(@In("Nodes") String one, @In("Nodes") String other) {
        return true;
      }
    }

    assertMisfits(new Matrix(), "Matrix.sees(String, String): a variable is a function of one parameter; return a Map");
  }

  @Test
  void state_that_cannot_go_back_exactly() {
    class Loose extends Fine {
      @SpecState
      final int last = 0;

      @SpecState
      Object token = new Object();

      @SpecState
      Map<String, Integer> held = new HashMap<>();

      @SpecState
      List<String> waiting = List.of();

      @SpecState
      int[] slots = {};

      @SpecState
      Thread worker;

      @SpecState(copy = "copyOf")
      List<String> done = new ArrayList<>();

      int hidden;
    }

    assertMisfits(new Loose(),
        "Loose.last: it is final or static, so that it cannot go back; make it neither",
        "Loose.token: it holds a Object, which has no equals of its own; name the method that copies it",
        "Loose.held: it holds a HashMap, which can change; name the method that copies it in"
            + " @SpecState(copy = \"...\"), or hold an immutable copy",
        "Loose.slots: it holds a int[], which has no equals of its own",
        "Loose.worker: it holds a Thread, which has no equals of its own",
        "Loose.done: there is no method copyOf to copy it with; write List copyOf() in List, or List copyOf(List) in"
            + " Loose",
        "Loose.hidden: it can change, but does not go back; put @SpecState before it, or make it final, or say with"
            + " @MayDiffer why no step depends on it");
    assertThatThrownBy(() -> AnnotatedSystem.of(Loose::new))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("waiting"));
  }

  @SpecState
  static class Whole extends Fine {}

  @MayDiffer(of = Fine.class, field = "number", reason = "nobody reads it")
  static class Mistaken extends Fine {}

  @Test
  void a_type_that_goes_back_without_a_copy_and_a_field_that_is_not_there() {
    assertMisfits(new Whole(), "Whole: @SpecState on a type needs the name of the method that copies the object");
    assertMisfits(new Mistaken(), "Mistaken: @MayDiffer is about the field \"number\" of " + Fine.class.getName()
        + ", which has none of that name; it has [count]");
  }

  /** The same class as if it had been compiled without -parameters. */
  private static Class<?> withoutNames(Class<?> type) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor dropping = new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public void visitInnerClass(String name, String outer, String inner, int access) {
        // It has another loader than the class around it, and cannot be part of that.
      }

      @Override
      public void visitNestHost(String host) {
        // As above.
      }

      @Override
      public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
        return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, signature, thrown)) {
          @Override
          public void visitParameter(String name, int access) {
            // Left out: this is where the name would be kept.
          }
        };
      }
    };
    try (InputStream in = type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
      new ClassReader(in).accept(dropping, 0);
    }
    return new ClassLoader(type.getClassLoader()) {
      Class<?> define(byte[] bytes) {
        return defineClass(type.getName(), bytes, 0, bytes.length);
      }
    }.define(writer.toByteArray());
  }

  public static class Nameless {
    @SpecState
    public int count;

    public Nameless() {}

    @SpecAction
    public void take(@In("Clients") String client) {}

    @SpecAction
    public void release(@SpecParam("c") @In("Clients") String client) {}

    @SpecVariable
    public int count() {
      return count;
    }
  }

  @Test
  void a_parameter_whose_name_the_compiler_dropped() throws ReflectiveOperationException, IOException {
    Object nameless = withoutNames(Nameless.class).getConstructor().newInstance();
    assertMisfits(nameless, "Nameless.take(String): parameter 1 has no name, as the class is compiled without"
        + " -parameters; put @SpecParam(\"name\") before it, or compile with -parameters");
    assertThatThrownBy(() -> AnnotatedSystem.of(() -> nameless))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("release"));
  }

  interface Misnamed {
    @SpecAction
    void step();

    @SpecAction
    void jump();

    @SpecVariable
    String count();
  }

  @Test
  void an_interface_that_names_what_the_class_does_not_have() {
    assertThatThrownBy(() -> AnnotatedSystem.of(Misnamed.class, Fine::new)).isInstanceOf(BadAdapterException.class)
        .hasMessageContainingAll(
            "Misnamed.jump(): " + Fine.class.getName() + " has no method of this name with these parameters; call it as"
                + " the class does, or give it a body here",
            "Misnamed.count(): it returns String here, but int in " + Fine.class.getName()
                + "; let both return the same",
            "Misnamed: it does not say how to go back");
    assertThatThrownBy(() -> AnnotatedSystem.of(String.class, Fine::new)).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("java.lang.String is neither an interface nor a superclass of " + Fine.class.getName());
  }
}
