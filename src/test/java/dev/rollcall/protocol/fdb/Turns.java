package dev.rollcall.protocol.fdb;

import dev.rollcall.NodeId;
import dev.rollcall.protocol.DetectFailure;
import dev.rollcall.protocol.ElectPrimary;
import dev.rollcall.protocol.MarkNodeFailed;
import dev.rollcall.protocol.NodeJoin;
import dev.rollcall.protocol.NodeJoinComplete;
import dev.rollcall.protocol.NodeLeave;
import dev.rollcall.protocol.NodeLeaveComplete;
import dev.rollcall.protocol.NodeRecover;
import dev.rollcall.protocol.PrimaryStepDown;
import dev.rollcall.protocol.ProtocolAction;
import dev.rollcall.protocol.Refusal;
import dev.rollcall.protocol.SendHeartbeat;
import dev.rollcall.protocol.StepOutcome;
import dev.rollcall.protocol.SyncViews;
import dev.rollcall.protocol.TakeOver;
import java.util.List;
import java.util.Set;

/** All that a process does to be a member of its cluster, one turn after the other. Not thread-safe. */
final class Turns {
  static final List<String> NODES = List.of("n1", "n2", "n3");

  private static final Set<Refusal> OVER = Set.of(Refusal.FENCED, Refusal.NOT_IN_THIS_STATE);

  private final Member member;
  private boolean cut;

  Turns(Member member) {
    this.member = member;
  }

  /** Comes in, or stays in, whatever it takes; what the last heartbeat came to, or null if there was none. */
  StepOutcome turn() {
    cut = false;
    if (member.hasToSettle()) {
      member.settles();
      return null;
    }
    if (!member.state().isRunning()) {
      enters();
      return null;
    }
    StepOutcome heartbeat = member.tries(new SendHeartbeat(), null);
    if (heartbeat instanceof StepOutcome.Performed) {
      stays();
    } else if (heartbeat instanceof StepOutcome.Refused refused) {
      does(OVER.contains(refused.reason()) ? new NodeRecover() : new PrimaryStepDown(), null);
    }
    return heartbeat;
  }

  private void enters() {
    member.looks();
    if (!does(new NodeJoin(), null) && !does(new TakeOver(), null)) {
      does(new NodeRecover(), null);
    }
  }

  private void stays() {
    does(new NodeJoinComplete(), null);
    member.looks();
    for (String node : NODES) {
      NodeId peer = NodeId.of(node);
      if (!peer.equals(member.id) && does(new DetectFailure(), peer)) {
        does(new MarkNodeFailed(), peer);
      }
    }
    does(new ElectPrimary(), null);
    does(new SyncViews(), null);
  }

  /** Leaves, as far as it is a member. */
  void leaves() {
    if (does(new NodeLeave(), null)) {
      does(new NodeLeaveComplete(), null);
    }
  }

  /** Resigns, if it is primary. */
  void resigns() {
    member.isolated(true);
    does(new PrimaryStepDown(), null);
    member.isolated(false);
  }

  /** Nothing else is tried while an outcome is unknown, nor in a turn in which the store was not reached. */
  private boolean does(ProtocolAction action, NodeId target) {
    if (member.hasToSettle() || cut) {
      return false;
    }
    StepOutcome outcome = member.tries(action, target);
    cut = outcome instanceof StepOutcome.Refused refused && refused.reason() == Refusal.STORE_UNAVAILABLE;
    return outcome instanceof StepOutcome.Performed;
  }
}
