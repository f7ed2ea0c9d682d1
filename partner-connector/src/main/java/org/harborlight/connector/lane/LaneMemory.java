package org.harborlight.connector.lane;

/** What a lane knows while it runs; all of it can be rebuilt from topics and answers. Belongs to the lane's thread. */
record LaneMemory(LaneLedger ledger, RecentlyEnded ended, LaneHold hold) {}
