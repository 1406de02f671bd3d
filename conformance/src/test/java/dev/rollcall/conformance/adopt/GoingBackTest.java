package dev.rollcall.conformance.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.conformance.explore.ExplorableSystem;
import dev.rollcall.conformance.trace.TraceHeader;
import dev.rollcall.conformance.trace.TraceState;
import dev.rollcall.conformance.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Snapshots of annotated systems: what they bring back, and what they notice. */
@SuppressWarnings("unused") // Fields and methods are found by reflection.
class GoingBackTest {

  private static ExplorableSystem start(ExplorableSystem.Factory factory) {
    return factory.start(TraceHeader.of("Spec", "Model", "", List.of()), new TraceState(0, "Init", Map.of(), Map.of()));
  }

  private static ExplorableSystem start(Supplier<?> adapter) {
    return start(AnnotatedSystem.of(adapter));
  }

  private static Value shown(ExplorableSystem system) {
    return system.project().get("log");
  }

  private static void assertGoesBack(ExplorableSystem system) {
    Object initial = system.snapshot();
    assertThat(system.snapshot()).isEqualTo(initial).hasSameHashCodeAs(initial);
    assertThat(system.fingerprint()).isEqualTo(initial);
    system.perform("Add", Map.of());
    Object later = system.snapshot();
    assertThat(later).isNotEqualTo(initial);
    assertThat(shown(system)).isEqualTo(Value.seqOf(Value.of(0)));
    Object hidden = system.hiddenState();
    for (int i = 0; i < 2; i++) {
      system.restore(initial);
      assertThat(system.fingerprint()).isEqualTo(initial);
      assertThat(system.hiddenState()).isNotEqualTo(hidden);
      assertThat(shown(system)).isEqualTo(Value.seqOf());
      system.perform("Add", Map.of());
      assertThat(system.fingerprint()).isEqualTo(later);
      assertThat(system.hiddenState()).isEqualTo(hidden);
    }
  }

  /** A class that knows nothing of annotations. */
  static class Log {
    final List<Integer> entries = new ArrayList<>();
    int reads;
    Thread reader;

    boolean add() {
      entries.add(entries.size());
      return true;
    }

    List<Integer> log() {
      return entries;
    }

    Log copy() {
      return copyTo(new Log());
    }

    Log copyTo(Log copy) {
      copy.entries.addAll(entries);
      copy.reads = reads;
      copy.reader = reader;
      return copy;
    }
  }

  @SpecState(copy = "copy")
  interface LogSpec {
    @SpecAction
    boolean add();

    @SpecVariable
    List<Integer> log();

    @SpecAction
    default void addTwice() {
      add();
      addOnce();
    }

    @SpecInvariant
    default String inOrder() {
      return sorted().equals(log()) ? "" : "not in order, in " + this;
    }

    private List<Integer> sorted() {
      return log().stream().sorted().toList();
    }

    default void addOnce() {
      add();
    }
  }

  @Test
  void an_object_goes_back_as_a_whole_under_the_names_of_an_interface() {
    assertGoesBack(start(AnnotatedSystem.of(LogSpec.class, Log::new)));
  }

  @Test
  void default_methods_of_an_interface_run_on_the_object_that_is_driven() {
    ExplorableSystem system = start(AnnotatedSystem.of(LogSpec.class, Log::new));
    Object initial = system.snapshot();
    system.perform("AddTwice", Map.of());
    assertThat(shown(system)).hasToString("<<0, 1>>");
    system.restore(initial);
    system.perform("AddTwice", Map.of());
    assertThat(shown(system)).hasToString("<<0, 1>>");
    assertThat(system.violatedInvariants()).isEmpty();
  }

  @Test
  void the_object_s_own_methods_serve_a_proxy_too() {
    class Reversed extends Log {
      @Override
      boolean add() {
        entries.add(-entries.size());
        return true;
      }

      @Override
      public String toString() {
        return "a reversed log";
      }
    }

    ExplorableSystem system = start(AnnotatedSystem.of(LogSpec.class, Reversed::new));
    system.perform("AddTwice", Map.of());
    assertThat(system.violatedInvariants()).singleElement().extracting("explanation")
        .isEqualTo("not in order, in a reversed log");
  }

  @Test
  void an_interface_may_be_implemented_as_well() {
    class Conforming extends PublicLog implements LogSpec {
      @Override
      PublicLog another() {
        return new Conforming();
      }
    }

    assertGoesBack(start(AnnotatedSystem.of(LogSpec.class, Conforming::new)));
    assertGoesBack(start(Conforming::new));
  }

  /** Its methods are those that an interface wants. */
  abstract static class PublicLog {
    private final List<Integer> entries = new ArrayList<>();

    public boolean add() {
      return entries.add(entries.size());
    }

    public List<Integer> log() {
      return entries;
    }

    public PublicLog copy() {
      PublicLog copy = another();
      copy.entries.addAll(entries);
      return copy;
    }

    abstract PublicLog another();
  }

  @SpecState(copy = "copy")
  static class AnnotatedLog {
    @SpecVariable
    private final List<Integer> log = new ArrayList<>();

    @SpecAction
    void add() {
      log.add(log.size());
    }

    private AnnotatedLog copy() {
      AnnotatedLog copy = new AnnotatedLog();
      copy.log.addAll(log);
      return copy;
    }
  }

  @Test
  void a_class_that_carries_the_annotations_goes_back_as_a_whole() {
    assertGoesBack(start(AnnotatedLog::new));
  }

  static class Adapter {
    @SpecState(copy = "copyOf")
    private List<Integer> log = new ArrayList<>();

    @SpecAction
    void add() {
      log.add(log.size());
    }

    @SpecVariable
    List<Integer> log() {
      return log;
    }

    static List<Integer> copyOf(List<Integer> original) {
      return new ArrayList<>(original);
    }
  }

  @Test
  void a_field_goes_back_by_a_copy_that_the_adapter_makes() {
    assertGoesBack(start(Adapter::new));
  }

  static class Functional {
    @SpecState
    private List<Integer> log = List.of();

    @SpecState
    private int count;

    @MayDiffer(reason = "it only counts")
    private int calls;

    @SpecAction
    void add() {
      calls++;
      log = new ArrayList<>(log);
      log.add(count++);
      log = List.copyOf(log);
    }

    @SpecVariable
    List<Integer> log() {
      return log;
    }
  }

  @Test
  void fields_of_immutable_values_go_back_as_they_are() {
    ExplorableSystem system = start(Functional::new);
    assertGoesBack(system);
    assertThat(system.hiddenState()).hasToString("Functional(Functional.log = [0], Functional.count = 1)");
    assertThat(AnnotatedSystem.of(Functional::new).mayDiffer()).isEqualTo(Map.of("Functional.calls", "it only counts"));
  }

  @Test
  void a_copy_that_is_not_like_its_original_is_told() {
    class Forgetful extends Log {
      @Override
      Log copy() {
        return new Forgetful();
      }
    }

    class Unaware extends Log {}

    assertThatThrownBy(() -> goBackAfterOneStep(Forgetful::new)).isInstanceOf(BadAdapterException.class)
        .hasMessage("the copy of Forgetful is not like its original: Forgetful.entries was [0] and is []. Let it be of"
            + " the same class, hold all that the original holds, and share nothing that changes");
    assertThatThrownBy(() -> goBackAfterOneStep(Unaware::new)).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("Unaware was Unaware(").hasMessageContaining(" and is Log(entries = [0], ");
  }

  private static void goBackAfterOneStep(Supplier<Log> log) {
    ExplorableSystem system = start(AnnotatedSystem.of(LogSpec.class, log));
    system.perform("Add", Map.of());
    system.restore(system.snapshot());
  }

  static class Sharing {
    @SpecState(copy = "copyOf")
    private List<List<Integer>> log = new ArrayList<>(List.of(new ArrayList<>()));

    @SpecAction
    void add() {
      log.get(0).add(1);
    }

    @SpecVariable
    List<List<Integer>> log() {
      return log;
    }

    List<List<Integer>> copyOf(List<List<Integer>> original) {
      return new ArrayList<>(original);
    }
  }

  @Test
  void a_copy_that_shares_what_changes_is_told() {
    ExplorableSystem system = start(Sharing::new);
    Object initial = system.snapshot();
    system.perform("Add", Map.of());
    assertThatThrownBy(() -> system.restore(initial)).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("the copy of Sharing.log is not like its original: Sharing.log was [[]] and is [[1]]")
        .hasMessageContaining("share nothing that changes");
  }

  /** Remembers its hash, which is nothing that counts. */
  static final class Stamp {
    private final int number;
    private int hash;

    Stamp(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Stamp that && number == that.number;
    }

    @Override
    public int hashCode() {
      hash = 31 * number + 1;
      return hash;
    }
  }

  @SpecState(copy = "copy", immutable = Stamp.class)
  @MayDiffer(of = Guarded.class, field = "mutex", reason = "it is free between steps")
  static class Guarded {
    private final ReentrantLock mutex = new ReentrantLock();
    private final List<Stamp> stamps = new ArrayList<>();

    @SpecAction
    @SuppressWarnings({"LockNotBeforeTry", "ReturnValueIgnored"}) // The lock is the field; hashing changes the stamp.
    void add() {
      mutex.lock();
      Stamp stamp = new Stamp(stamps.size());
      // As a hash map would; the copy's stamp is not asked.
      stamp.hashCode();
      stamps.add(stamp);
      mutex.unlock();
    }

    @SpecVariable
    List<Integer> log() {
      return stamps.stream().map(stamp -> stamp.number).toList();
    }

    Guarded copy() {
      Guarded copy = new Guarded();
      stamps.forEach(stamp -> copy.stamps.add(new Stamp(stamp.number)));
      return copy;
    }
  }

  @Test
  void what_is_declared_immutable_or_to_make_no_difference_need_not_be_copied_alike() {
    assertGoesBack(start(Guarded::new));
  }

  static class Final extends Functional {
    private final List<Integer> calls = new ArrayList<>();
    private final List<Integer> always = List.of(1);
    private final Runnable outside = calls::clear;

    @SpecAction
    void call() {
      calls.add(always.get(0));
    }
  }

  @Test
  void a_final_field_whose_object_changes_is_told() {
    ExplorableSystem system = start(Final::new);
    Object initial = system.snapshot();
    system.perform("Add", Map.of());
    system.restore(initial);
    system.perform("Call", Map.of());
    assertThatThrownBy(() -> system.restore(initial)).isInstanceOf(BadAdapterException.class)
        .hasMessage("Final.calls is final, but what it holds has changed: Final.calls was [] and is [1]. Make it a"
            + " @SpecState that is not final");
  }

  @MayDiffer(of = Log.class, field = "reads", reason = "a statistic")
  @MayDiffer(of = Log.class, field = "reader", reason = "whoever reads")
  interface LenientSpec extends LogSpec {}

  @Test
  void what_may_differ_is_no_hidden_state_but_goes_back_and_counts_as_a_change() {
    Log log = new Log();
    log.reader = new Thread();
    ExplorableSystem.Factory factory = AnnotatedSystem.of(LenientSpec.class, () -> log);
    ExplorableSystem system = start(factory);
    Object initial = system.snapshot();
    Object hidden = system.hiddenState();
    log.reads++;
    assertThat(system.fingerprint()).isNotEqualTo(initial);
    assertThat(system.hiddenState()).isEqualTo(hidden)
        .hasToString("Log(entries = [], reads = (may differ), reader = (may differ))");
    system.restore(initial);
    assertThat(system.fingerprint()).isEqualTo(initial);
    assertThat(factory.mayDiffer()).isEqualTo(Map.of("Log.reads", "a statistic", "Log.reader", "whoever reads"));
  }

  @Test
  void what_cannot_be_looked_into_has_to_be_declared() {
    Log log = new Log();
    log.reader = new Thread();
    ExplorableSystem system = start(AnnotatedSystem.of(LogSpec.class, () -> log));
    assertThatThrownBy(system::snapshot).isInstanceOf(BadAdapterException.class)
        .hasMessageContaining("Log.reader is a java.lang.Thread, which cannot be looked into");
  }
}
