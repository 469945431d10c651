-- Ends jobs that failed for good: into the history of failures and onto the dead-letter stream.
-- KEYS: prefix
-- ARGV: clock, consumer, how many failed jobs to keep, then per job: place, reason, attempts made, record of the last
--   attempt (JSON or empty)
-- Returns: -1 (lease lost), or how many were failed (the others were not held)
-- include: lease, jobs, lanes, changes, keys, links, history
local prefix, consumer, keep = KEYS[1], ARGV[2], tonumber(ARGV[3])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local failed = 0
for i = 4, #ARGV, 4 do
  local id, job = remove_leased(prefix, ARGV[i])
  if id then
    if ARGV[i + 3] ~= '' then
      redis.call('HSET', prefix .. 'job:' .. id, 'attempt:' .. ARGV[i + 2], ARGV[i + 3])
    end
    bury(prefix, keep, id, job, ARGV[i + 1], ARGV[i + 2])
    failed = failed + 1
  end
end
trim_failed(prefix, keep)
let_others_start(prefix)
tell_changes(prefix)
return failed
