-------------------------- MODULE MCHeartbeatLease --------------------------
(* Leases for TLC; nothing here changes what HeartbeatLease does.  As in       *)
(* production a lease tolerates a tenth of itself.                             *)
EXTENDS HeartbeatLease

CONSTANTS n1, n2, WatchersLease, OthersLease

Leases == [p \in Processes |-> IF p \in Watchers THEN WatchersLease ELSE OthersLease]
Tenths == [p \in Processes |-> Leases[p] \div 10]

(* A bound: only watchers send heartbeats. *)
OthersSendNothing == \A p \in Processes \ Watchers : step[p] = Idle

=============================================================================
