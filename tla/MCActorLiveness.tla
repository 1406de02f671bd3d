--------------------------- MODULE MCActorLiveness ---------------------------
(***************************************************************************)
(* What ActorMigration promises to do in the end.  As in MCLiveness, whose *)
(* fairness this repeats for the wrapped actions: no bounds, no symmetry,  *)
(* and a budget for faults and for whatever users may do for ever, which   *)
(* now is also to deactivate actors.                                       *)
(***************************************************************************)
EXTENDS ActorProperties

CONSTANT Budget     \* Faults, departures, deactivations and late heartbeats in all.

ASSUME Budget \in Nat

VARIABLE budget     \* Those still to be had.

liveVars == <<vars, budget>>

(* Each process has a node id of its own. *)
Self(p) == p

Free(A)  == A /\ UNCHANGED budget
Costs(A) == budget > 0 /\ A /\ budget' = budget - 1

MayRenew(p) == Membership!Connected(p) /\ Membership!Owns(p) /\ Membership!State(p) \in Membership!Alive

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
  \/ \E link \in Membership!Links :
       \/ Costs(CreatePartition(link))
       \/ Free(HealPartition(link))
  \/ \E p \in Processes : \E a \in Actors :
       \/ Free(ActivateActor(p, a))
       \/ Costs(DeactivateActor(p, a))
  \/ \E p \in Processes : \E moves \in Batches : Free(MigrateActors(p, moves))

Elects   == \E p \in Processes : ElectPrimary(p)
Suspects == \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} : DetectFailure(d, t)
Fails    == \E d \in Processes : \E t \in Nodes \ {NodeOf(d)} : MarkNodeFailed(d, t)

(* Any batch that a is in; what is placed with p already, and only has to be run. *)
Moves(a)      == \E p \in Processes : \E moves \in Batches : a \in DOMAIN moves /\ MigrateActors(p, moves)
Arrives(p, a) == PlacedAt(a, p) /\ ActivateActor(p, a)

-----------------------------------------------------------------------------
(* Fairness: that of MCLiveness, and of what nobody but the cluster decides  *)
(* about actors.  To activate a vacant one is a user's decision.             *)

NetworkFairness ==
  /\ \A p \in Processes : WF_vars(HealStore(p))
  /\ \A link \in Membership!Links : WF_vars(HealPartition(link))
  /\ \A p \in Processes : WF_vars(DueEnd(p))
  /\ \A d \in Processes : \A t \in Nodes : WF_vars(FindSilent(d, t))

MemberFairness(p) ==
  /\ WF_vars(SendHeartbeat(p))
  /\ WF_vars(NodeJoinComplete(p))
  /\ WF_vars(NodeLeaveComplete(p))
  /\ WF_vars(NodeRecover(p))

LeaseFairness ==
  /\ SF_vars(Elects)
  /\ SF_vars(Suspects)
  /\ SF_vars(Fails)

ActorFairness(a) ==
  /\ SF_vars(Moves(a))                                  \* Tried while actors are due.
  /\ \A p \in Processes : SF_vars(Arrives(p, a))        \* Tried while they are not run.

LiveSpec ==
  /\ LiveInit
  /\ [][LiveNext]_liveVars
  /\ NetworkFairness
  /\ \A p \in Processes : MemberFairness(p)
  /\ LeaseFairness
  /\ \A a \in Actors : ActorFairness(a)

-----------------------------------------------------------------------------
(* Enough processes take part, however many others are dead for good. *)
Survivors ==
  {p \in Processes :
     /\ Membership!Connected(p)
     /\ Membership!Owns(p)
     /\ Membership!State(p) \in {"Joining", "Active"}}

Enough == Cardinality(Survivors) >= Votes

(* A due actor is moved. *)
MigrationCompletes == \A a \in Actors : []<>(Enough => a \notin due)

(* A placed actor runs, or is vacated. *)
DueActorsRun ==
  \A a \in Actors :
    []<>(Enough /\ host[a] # None => \E p \in Processes : Runs(p, a))

=============================================================================
