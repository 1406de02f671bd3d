----------------------------- MODULE MCLiveness -----------------------------
(***************************************************************************)
(* What ClusterMembership promises to do in the end.  No bound on views or *)
(* terms and no symmetry: either could make a promise vacuous.  Instead    *)
(* faults are finitely many: each spends from `budget`, and so does        *)
(* whatever a user may do for ever.  All else is free, and what mends is   *)
(* fair; so every behaviour ends in a healed and timely network, and the   *)
(* states are finitely many.                                               *)
(***************************************************************************)
EXTENDS MembershipProperties

CONSTANT Budget     \* Faults, departures and late heartbeats to be had in all.

ASSUME Budget \in Nat

VARIABLE budget     \* Those still to be had.

liveVars == <<vars, budget>>

(* Each process has a node id of its own. *)
Self(p) == p

Free(A)  == A /\ UNCHANGED budget
Costs(A) == budget > 0 /\ A /\ budget' = budget - 1

(* p can renew its lease, so that its end is a fault: p was late. *)
MayRenew(p) == Connected(p) /\ Owns(p) /\ State(p) \in Alive

LateEnd(p) == MayRenew(p) /\ LeaseEnds(p)
DueEnd(p)  == ~MayRenew(p) /\ LeaseEnds(p)

LiveInit == Init /\ budget = Budget

LiveNext ==
  \/ \E p \in Processes :
       \/ Free(NodeJoin(p))
       \/ Free(NodeJoinComplete(p))
       \/ Costs(NodeLeave(p))
       \/ Free(NodeLeaveComplete(p))
       \/ Free(SendHeartbeat(p))
       \/ Free(NodeRecover(p))
       \/ Free(TakeOver(p))
       \/ Free(ElectPrimary(p))
       \/ Free(PrimaryStepDown(p))
       \/ Free(SyncViews(p))
       \/ Costs(LateEnd(p))
       \/ Free(DueEnd(p))
       \/ Costs(NodeCrash(p))
       \/ Costs(CutStore(p))
       \/ Free(HealStore(p))
  \/ \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
       \/ Free(DetectFailure(d, t))
       \/ Free(MarkNodeFailed(d, t))
       \/ Free(NodeForget(d, t))
  \/ \E d \in Processes : \E t \in Nodes : Free(FindSilent(d, t))
  \/ \E link \in Links :
       \/ Costs(CreatePartition(link))
       \/ Free(HealPartition(link))

Elects   == \E p \in Processes : ElectPrimary(p)
Suspects == \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} : DetectFailure(d, t)
Fails    == \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} : MarkNodeFailed(d, t)

-----------------------------------------------------------------------------
(* Fairness.  Not fair: faults; NodeJoin and NodeLeave, which users decide;  *)
(* TakeOver, because what is dead may stay dead; NodeForget; PrimaryStepDown, *)
(* on which no promise depends in a network that heals.  What needs a lease  *)
(* is enabled and disabled with every late heartbeat, so it is strongly      *)
(* fair: a runtime tries it again and again.  It is enough that one of the   *)
(* nodes that may do it does.                                                *)

NetworkFairness ==
  /\ \A p \in Processes : WF_vars(HealStore(p))          \* The store comes back.
  /\ \A link \in Links : WF_vars(HealPartition(link))    \* So does every link.
  /\ \A p \in Processes : WF_vars(DueEnd(p))             \* Time passes.
  /\ \A d \in Processes : \A t \in Nodes : WF_vars(FindSilent(d, t))

MemberFairness(p) ==
  /\ WF_vars(SendHeartbeat(p))        \* A timer, several times in a lease.
  /\ WF_vars(NodeJoinComplete(p))     \* Tried again until it has a quorum.
  /\ WF_vars(NodeLeaveComplete(p))    \* Actors are drained in the end.
  /\ WF_vars(SyncViews(p))            \* The view number is watched.
  /\ WF_vars(NodeRecover(p))          \* A failed process looks at its record.

LeaseFairness ==
  /\ SF_vars(Elects)                  \* Tried while there is no holder.
  /\ SF_vars(Suspects)                \* Tried while a node is called silent.
  /\ SF_vars(Fails)                   \* Tried while a node is suspected enough.

LiveSpec ==
  /\ LiveInit
  /\ [][LiveNext]_liveVars
  /\ NetworkFairness
  /\ \A p \in Processes : MemberFairness(p)
  /\ LeaseFairness

-----------------------------------------------------------------------------
(* Whoever is a member and can reach the store knows the current view. *)
Converged ==
  \A p \in Processes :
    running[p] /\ Connected(p) /\ Owns(p) /\ State(p) \in {"Active", "Leaving"} =>
      viewNum[p] = viewNumber

EventualMembershipConvergence == <>[]Converged

(* Processes that take part.  Whoever runs is enough, however many others are dead *)
(* for good: as many as there must be votes.                                       *)
Survivors ==
  {p \in Processes : Connected(p) /\ Owns(p) /\ State(p) \in {"Joining", "Active"}}

Enough == Cardinality(Survivors) >= Votes

SurvivorsSuffice == []<>(Enough => \E p \in Processes : Claims(p))

(* There is a holder that believes it, for good. *)
Holds(p) == Owns(p) /\ primary = NodeOf(p) /\ believesPrimary[p]

EventualPrimary == <>[](Enough => \E p \in Processes : Holds(p))

(* No running process stays Joining or Leaving forever. *)
Waits(p) == Owns(p) /\ (State(p) = "Leaving" \/ (State(p) = "Joining" /\ Enough))

NobodyWaitsForever == \A p \in Processes : []<>~Waits(p)

(* The record of a dead process is not kept where others could close it. *)
Abandoned(n) == registry[n] \in Alive /\ owner[n] = None /\ Enough

EventualFailureDetection == \A n \in Nodes : []<>~Abandoned(n)

=============================================================================
