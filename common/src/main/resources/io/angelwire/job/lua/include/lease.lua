-- A consumer stands in the sorted set `consumers` with the end of its lease as score. Score 0 says that it was
-- presumed dead: its jobs are being given to others, and whatever it still sends is refused.
local LEASE_LOST = -1

local function holds_lease(prefix, consumer)
  local score = redis.call('ZSCORE', prefix .. 'consumers', consumer)
  return score and tonumber(score) > 0
end
