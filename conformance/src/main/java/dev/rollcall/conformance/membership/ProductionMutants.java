package dev.rollcall.conformance.membership;

import dev.rollcall.protocol.Attempt;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.Guard;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeForget;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeLeaveComplete;
import dev.rollcall.protocol.NodeRecover;
import dev.rollcall.protocol.PrimaryStepDown;
import dev.rollcall.protocol.Protocol;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.Settlement;
import dev.rollcall.protocol.SyncViews;
import dev.rollcall.protocol.TakeOver;
import dev.rollcall.protocol.schema.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The production protocol with one guard less, once for each guard it has, and with outcomes settled wrongly.
 * Conformance that does not notice each of them would not notice that guard's loss by mistake either.
 */
public final class ProductionMutants {
  private ProductionMutants() {}

  /**
   * A protocol that lacks a guard.
   *
   * @param name as the spec mutant that lacks the same: {@code Action.guard}
   * @param actions in which it differs from production, by their trace names
   * @param afterUnknownOutcomes whether it differs only there, which no trace tells of; otherwise a failing store
   *     does not make it differ more
   */
  public record Mutant(
      String name, MembershipFactory factory, Set<String> actions, boolean afterUnknownOutcomes) {}

  /** All of them, in the order of the actions. */
  public static List<Mutant> all() {
    List<Mutant> mutants = new ArrayList<>();
    dropEach(mutants, NodeJoin.GUARDS, g -> new NodeJoin(g, NodeJoin.FIRST));
    mutants.add(mutant("first", new NodeJoin(NodeJoin.GUARDS, a -> true)));
    dropEach(mutants, NodeJoinComplete.GUARDS, NodeJoinComplete::new);
    dropEach(mutants, NodeLeave.GUARDS, NodeLeave::new);
    dropEach(mutants, NodeLeaveComplete.GUARDS, NodeLeaveComplete::new);
    dropEach(mutants, SendHeartbeat.GUARDS, SendHeartbeat::new);
    dropEach(mutants, DetectFailure.GUARDS, DetectFailure::new);
    dropEach(mutants, MarkNodeFailed.GUARDS, MarkNodeFailed::new);
    dropEach(mutants, NodeRecover.GUARDS, g -> new NodeRecover(g, NodeRecover.FAILED));
    mutants.add(mutant("failed", new NodeRecover(NodeRecover.GUARDS, a -> true)));
    dropEach(mutants, NodeForget.GUARDS, NodeForget::new);
    dropEach(mutants, TakeOver.GUARDS, TakeOver::new);
    dropEach(mutants, ElectPrimary.GUARDS, ElectPrimary::new);
    dropEach(mutants, PrimaryStepDown.GUARDS, g -> new PrimaryStepDown(g, PrimaryStepDown.LEASE_OVER));
    mutants.add(mutant("lease", new PrimaryStepDown(PrimaryStepDown.GUARDS, (process, now) -> true)));
    dropEach(mutants, SyncViews.GUARDS, SyncViews::new);
    mutants.add(settling("never", new Settlement((attempt, receipt) -> false)));
    mutants.add(settling("always", new Settlement((attempt, receipt) -> true)));
    mutants.add(settling("latest", new Settlement(ProductionMutants::isLatest)));
    return List.copyOf(mutants);
  }

  private static void dropEach(
      List<Mutant> mutants, List<Guard> guards, Function<List<Guard>, ProtocolAction> action) {
    for (Guard dropped : guards) {
      List<Guard> kept = guards.stream().filter(g -> g != dropped).toList();
      mutants.add(mutant(dropped.name(), action.apply(kept)));
    }
  }

  private static Mutant mutant(String guard, ProtocolAction action) {
    return new Mutant(action.name() + "." + guard,
        new MembershipFactory(Protocol.standard().with(action)), Set.of(action.name()), false);
  }

  /** The receipt is there, and no other node has left one since: right only for who settles at once. */
  private static boolean isLatest(Attempt attempt, Receipt receipt) {
    return Settlement.APPLIED.test(attempt, receipt)
        && attempt.registry().records().keySet().stream().map(attempt.registry()::receipt).flatMap(Optional::stream)
            .noneMatch(other -> other.token().compareTo(receipt.token()) > 0);
  }

  /** The receipt of an attempt is looked for in the wrong way. */
  private static Mutant settling(String believes, Settlement settlement) {
    Set<String> all = Protocol.standard().actions().stream().map(ProtocolAction::name).collect(Collectors.toSet());
    return new Mutant("Settlement." + believes,
        new MembershipFactory(Protocol.standard().with(settlement)), all, true);
  }
}
