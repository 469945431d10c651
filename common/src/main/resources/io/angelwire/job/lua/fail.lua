-- Ends jobs that failed for good: into the history of failures and onto the dead-letter stream.
-- KEYS: prefix
-- ARGV: clock, consumer, how many failed jobs to keep, then per job: lane, entry, reason, attempts made
-- Returns: -1 (lease lost), or per job 1 (failed) or 0 (not held)
-- include: lease, lanes, history
local prefix, consumer, keep = KEYS[1], ARGV[2], tonumber(ARGV[3])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local failed = {}
for i = 4, #ARGV, 4 do
  local id, name, payload, meta = remove_leased(prefix, ARGV[i], ARGV[i + 1])
  if id then
    bury(prefix, keep, id, name, payload, meta, ARGV[i + 2], ARGV[i + 3])
  end
  failed[#failed + 1] = id and 1 or 0
end
if keep > 0 then
  trim_history(prefix, 'failed', keep)
end
return failed
