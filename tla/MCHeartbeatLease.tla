-------------------------- MODULE MCHeartbeatLease --------------------------
(* Leases for TLC; nothing here changes what HeartbeatLease does.              *)
EXTENDS HeartbeatLease

CONSTANTS n1, n2, WatchersLease, OthersLease

Leases == [p \in Processes |-> IF p \in Watchers THEN WatchersLease ELSE OthersLease]

(* For how long a machine may be suspended: a tenth of its lease, as in        *)
(* production, or so long that it shows although leases are short.             *)
Tenths == [p \in Processes |-> Leases[p] \div 10]
Ticks  == [p \in Processes |-> Granularity]

(* A bound: only watchers send heartbeats. *)
OthersSendNothing == \A p \in Processes \ Watchers : step[p] = Idle

=============================================================================
