-- Ends jobs that failed for good: into the history of failures and onto the dead-letter stream. One that was cancelled
-- meanwhile ends as that.
-- KEYS: prefix
-- ARGV: clock, consumer, how many failed jobs to keep, how many cancelled ones, then per job: place, reason, attempts made,
--   record of the last attempt (JSON or empty)
-- Returns: -1 (lease lost), or how many were ended (the others were not held)
-- include: clock, lease, jobs, lanes, changes, keys, links, history
local prefix, consumer, keep, keep_cancelled = KEYS[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local now, ended = clock(ARGV[1]), 0
for i = 5, #ARGV, 4 do
  local id, job = remove_leased(prefix, ARGV[i])
  if id then
    local reason, attempts, record = ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
    if record ~= '' then
      record_attempt(prefix, id, attempts, record)
    end
    local cancelled = redis.call('HGET', prefix .. 'job:' .. id, 'cancel')
    if cancelled then
      end_cancelled(prefix, now, keep_cancelled, id, string.gsub(job, '^%d+', attempts, 1), cancelled, '0', consumer)
    else
      bury(prefix, keep, id, job, reason, attempts)
    end
    ended = ended + 1
  end
end
trim_failed(prefix, keep)
let_others_start(prefix)
tell_changes(prefix)
return ended
