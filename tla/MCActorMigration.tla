-------------------------- MODULE MCActorMigration --------------------------
(* Bounds and symmetry for TLC; nothing here changes what the protocol does. *)
EXTENDS ActorProperties, TLC

CONSTANTS MaxViewNumber, MaxTerm, MaxEpoch

ASSUME MaxViewNumber \in Nat /\ MaxTerm \in Nat /\ MaxEpoch \in Nat

Bounds ==
  /\ viewNumber <= MaxViewNumber
  /\ term <= MaxTerm
  /\ \A a \in Actors : epoch[a] <= MaxEpoch

(* Each process has a node id of its own. *)
Self(p) == p

Symmetry == Permutations(Nodes) \cup Permutations(Actors)

=============================================================================
