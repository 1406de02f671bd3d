-------------------------- MODULE MCHeartbeatLease --------------------------
(* Leases for TLC; nothing here changes what HeartbeatLease does. *)
EXTENDS HeartbeatLease, TLC

CONSTANTS n1, n2

(* The lease of the watcher n1, and that of n2. *)
Equal        == (n1 :> 2) @@ (n2 :> 2)
ShortAndLong == (n1 :> 2) @@ (n2 :> 3)
LongAndShort == (n1 :> 2) @@ (n2 :> 1)

=============================================================================
