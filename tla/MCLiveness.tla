----------------------------- MODULE MCLiveness -----------------------------
(***************************************************************************)
(* What ClusterMembership promises to do in the end.  No bound on views or *)
(* terms and no symmetry: either could make a promise vacuous.  Instead    *)
(* faults are finitely many: each spends from `budget`, and so does        *)
(* whatever a user may do forever.  All else is free.                      *)
(*                                                                         *)
(* A crashed process may start again, and a process that cannot reach the  *)
(* store may reach it again.  Neither has to: whoever is left goes on.     *)
(***************************************************************************)
EXTENDS MembershipProperties

CONSTANTS
  Budget,     \* Faults, and what of Besides is to be had, in all.
  Besides     \* What else may happen: "leave", departures; "late", late heartbeats.

ASSUME Budget \in Nat /\ Besides \subseteq {"leave", "late"}

VARIABLE budget     \* Those still to be had.

liveVars == <<vars, budget>>

(* Each process has a node id of its own. *)
Self(p) == p

Free(A)  == A /\ UNCHANGED budget
Costs(A) == budget > 0 /\ A /\ budget' = budget - 1

(* p can renew its lease, so that its end is a fault: p was late. *)
MayRenew(p) == Connected(p) /\ Owns(p) /\ State(p) \in Alive

LateEnd(p) == "late" \in Besides /\ MayRenew(p) /\ LeaseEnds(p)
DueEnd(p)  == ~MayRenew(p) /\ LeaseEnds(p)

LiveInit == Init /\ budget = Budget

LiveNext ==
  \/ \E p \in Processes :
       \/ Free(NodeJoin(p))
       \/ Free(NodeJoinComplete(p))
       \/ Costs("leave" \in Besides /\ NodeLeave(p))
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

-----------------------------------------------------------------------------
(* Fairness: while a step of Progress stays possible, one is taken some time.  *)
(* Which one is left open, so this assumes less than that each is fair: steps  *)
(* outside Progress cannot go on forever among themselves.  Not in it: faults; *)
(* NodeJoin and NodeLeave, which users decide; what restarts a dead process    *)
(* does, NodeJoin, TakeOver and to watch its own record; HealStore;            *)
(* NodeForget.                                                                 *)

Progress ==
  \/ \E p \in Processes :
       \/ DueEnd(p)                  \* Time passes.
       \/ SendHeartbeat(p)           \* A timer, several times in a lease.
       \/ NodeJoinComplete(p)        \* Tried again until it has a quorum.
       \/ NodeLeaveComplete(p)       \* Actors are drained in the end.
       \/ running[p] /\ NodeRecover(p)  \* A failed process looks at its record.
       \/ ElectPrimary(p)            \* Tried while there is no holder.
       \/ SyncViews(p)               \* The view number is watched.
  \/ \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} :
       \/ FindSilent(d, t)           \* Detectors look again and again.
       \/ DetectFailure(d, t)        \* Tried while a node is called silent.
       \/ MarkNodeFailed(d, t)       \* Tried while a node is doomed.

LinksHeal   == \E link \in Links : HealPartition(link)
HolderLooks == \E p \in Processes : PrimaryStepDown(p)   \* At whom it reaches.

(* Links heal in the end. *)
LiveSpec == LiveInit /\ [][LiveNext]_liveVars /\ WF_vars(Progress \/ LinksHeal)

(* They need not, and a holder on the smaller side resigns. *)
SplitSpec == LiveInit /\ [][LiveNext]_liveVars /\ WF_vars(Progress \/ HolderLooks)

(* Nothing is fair: what the argument above rests on. *)
FreeSpec == LiveInit /\ [][LiveNext]_liveVars

(* Steps outside Progress do not go on forever among themselves. *)
ProgressOrRest == []<><<Progress>>_vars \/ <>[][FALSE]_vars

-----------------------------------------------------------------------------
(* Processes that take part. *)
Survivors ==
  {p \in Processes : Connected(p) /\ Owns(p) /\ State(p) \in {"Joining", "Active"}}

(* As many as there must be votes, or half of those that may vote, however many *)
(* others are dead for good.  Said without VotesNeeded, as above.               *)
Enough ==
  /\ Survivors # {}
  /\ \/ Cardinality(Survivors) >= Votes
     \/ 2 * Cardinality(Survivors) >= Cardinality(Voters)

(* Whoever survives goes on. *)
SurvivorsSuffice == []<>(Enough => \E p \in Processes : Claims(p))

(* There is a holder that believes it, for good. *)
Holds(p) == Owns(p) /\ primary = NodeOf(p) /\ believesPrimary[p]

EventualPrimary == <>[](Enough => \E p \in Processes : Holds(p))

(* Where links stay broken: a node that reaches most of its council has a primary *)
(* that reaches half of its own.                                                  *)
LargerSideGoesOn ==
  []<>((\E p \in Survivors : State(p) = "Active" /\ HasMajority(p)) =>
         \E p \in Processes : Claims(p) /\ HasHalf(p))

(* Whoever is a member and can reach the store knows the current view. *)
Converged ==
  \A p \in Processes :
    running[p] /\ Connected(p) /\ Owns(p) /\ State(p) \in {"Active", "Leaving"} =>
      viewNum[p] = viewNumber

EventualMembershipConvergence == <>[]Converged

(* No running process that reaches the store stays Joining, Leaving, failed or *)
(* superseded forever.                                                         *)
Waits(p) ==
  /\ running[p] /\ Connected(p)
  /\ \/ ~Owns(p) \/ State(p) \in {"Leaving", "Failed"}
     \/ State(p) = "Joining" /\ Enough

NobodyWaitsForever == []<>(\A p \in Processes : ~Waits(p))

(* The record of a process that is dead or cut off is not kept where others could *)
(* close it.                                                                      *)
Abandoned(n) ==
  /\ registry[n] \in Alive
  /\ owner[n] = None \/ owner[n] \in cut
  /\ Enough

EventualFailureDetection == []<>(\A n \in Nodes : ~Abandoned(n))

=============================================================================
