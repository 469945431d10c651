-- Ends jobs that were cancelled while they ran, or by their handlers, while the consumer holds its lease.
-- KEYS: prefix
-- ARGV: clock, consumer, how many cancelled jobs to keep, then per job: place, the handler's reason (JSON), ran (ms)
-- Returns: -1 (lease lost), or how many were ended (the others were not held)
-- include: clock, lease, jobs, lanes, changes, keys, links, history
local prefix, consumer, keep = KEYS[1], ARGV[2], tonumber(ARGV[3])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local now, ended = clock(ARGV[1]), 0
for i = 4, #ARGV, 3 do
  local id, job = remove_leased(prefix, ARGV[i])
  if id then
    -- Whoever cancelled it from outside has said why.
    local reason = redis.call('HGET', prefix .. 'job:' .. id, 'cancel') or ARGV[i + 1]
    end_cancelled(prefix, now, keep, id, job, reason, ARGV[i + 2], consumer)
    ended = ended + 1
  end
end
let_others_start(prefix)
tell_changes(prefix)
return ended
