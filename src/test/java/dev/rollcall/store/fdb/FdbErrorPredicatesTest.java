package dev.rollcall.store.fdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.apple.foundationdb.FDBException;
import dev.rollcall.store.Store;
import dev.rollcall.store.fdb.FdbErrors.Meaning;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The native client says of each code whether a commit that failed so may have been applied; the table agrees. */
@FdbCluster.Needed
class FdbErrorPredicatesTest {
  private static final Set<Meaning> MAYBE = EnumSet.of(Meaning.MAYBE, Meaning.MAYBE_STILL);

  @BeforeEach
  void theClientIsLoaded() {
    try (Store store = FdbCluster.freshStore()) {
      assertThat(store).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(FdbErrors.class)
  void whatMayHaveBeenAppliedIsUnknown(FdbErrors error) {
    if (new FDBException("", error.code()).isMaybeCommitted()) {
      assertThat(FdbErrors.duringCommit(error.code())).isIn(MAYBE);
    }
  }

  @ParameterizedTest
  @EnumSource(FdbErrors.class)
  void whatWasNotAppliedIsNotUnknown(FdbErrors error) {
    if (new FDBException("", error.code()).isRetryableNotCommitted()) {
      assertThat(FdbErrors.duringCommit(error.code())).isIn(Meaning.NOTHING, Meaning.CONFLICT);
    }
  }

  @ParameterizedTest
  @EnumSource(FdbErrors.class)
  void theCallersFaultIsNotToBeTriedAgain(FdbErrors error) {
    if (EnumSet.of(Meaning.CALLER, Meaning.MISUSE).contains(FdbErrors.duringCommit(error.code()))) {
      assertThat(new FDBException("", error.code()).isRetryable()).isFalse();
    }
  }
}
