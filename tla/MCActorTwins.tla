---------------------------- MODULE MCActorTwins ----------------------------
(* Two processes started with the id of one node, as in MCTwins: the old one *)
(* may still hold actors that its successor is placed or not placed with.    *)
EXTENDS MCActorMigration

CONSTANTS First, Second

ASSUME First \in Nodes \cap Processes /\ Second \in Processes \ Nodes

SharedId(p) == IF p = Second THEN First ELSE p

=============================================================================
