package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apple.foundationdb.FDBException;
import dev.rollcall.store.StoreUnavailableException;
import dev.rollcall.store.fdb.FdbErrors.Meaning;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What codes come to, as far as no client is needed to tell. */
class FdbErrorsTest {
  private static final int UNLISTED = 1500;

  @Test
  void eachCodeIsListedOnce() {
    assertThat(Arrays.stream(FdbErrors.values()).map(FdbErrors::code)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(FdbErrors.class)
  void aReadThatFailedAppliedNothing(FdbErrors error) {
    assertThat(FdbErrors.duringRead(error.code())).isIn(Meaning.NOTHING, Meaning.CALLER, Meaning.MISUSE);
  }

  @ParameterizedTest
  @EnumSource(FdbErrors.class)
  void theCallersFaultIsTheSameWhereverItIsFound(FdbErrors error) {
    EnumSet<Meaning> faults = EnumSet.of(Meaning.CALLER, Meaning.MISUSE);
    Meaning read = FdbErrors.duringRead(error.code());
    Meaning commit = FdbErrors.duringCommit(error.code());
    assertThat(faults.contains(read) || faults.contains(commit)).isEqualTo(read == commit && faults.contains(read));
  }

  @Test
  void ofACommitThatFailedInAnUnknownWayNothingIsKnown() {
    assertThat(FdbErrors.duringCommit(UNLISTED)).isEqualTo(Meaning.MAYBE_STILL);
    assertThat(FdbErrors.duringRead(UNLISTED)).isEqualTo(Meaning.NOTHING);
  }

  @Test
  void theCallersFaultIsToldAsTheSpiHasIt() {
    FDBException error = new FDBException("it says", UNLISTED);
    assertThat(FdbErrors.exception(Meaning.CALLER, error, "a call"))
        .isInstanceOf(IllegalArgumentException.class).hasCause(error);
    assertThat(FdbErrors.exception(Meaning.MISUSE, error, "a call"))
        .isInstanceOf(IllegalStateException.class).hasCause(error);
    assertThat(FdbErrors.exception(Meaning.NOTHING, error, "a call"))
        .isInstanceOf(StoreUnavailableException.class).hasCause(error)
        .hasMessage("a call: FoundationDB: it says (1500)");
  }

  @Test
  void onlyFoundationDbsErrorsAreTranslated() {
    FDBException error = new FDBException("it says", UNLISTED);
    assertThat(FdbErrors.cause(new CompletionException(error))).isSameAs(error);
    CompletionException other = new CompletionException(new IllegalStateException("a bug"));
    assertThatThrownBy(() -> FdbErrors.cause(other)).isSameAs(other);
  }
}
