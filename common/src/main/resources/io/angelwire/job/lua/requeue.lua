-- Gives leased jobs back: after a failed attempt, a snooze, or unfinished when the consumer stops. One that was
-- cancelled meanwhile ends instead.
-- KEYS: prefix
-- ARGV: clock, consumer, how many finished jobs to keep, then per job: place, letter of the lane to go to, delay (ms),
--   attempts made, record of the failed attempt (JSON or empty)
-- Returns: -1 (lease lost), or how many were given back (the others were not held)
-- include: clock, lease, jobs, lanes, changes, keys, links, history
local prefix, consumer, keep = KEYS[1], ARGV[2], tonumber(ARGV[3])
local now = clock(ARGV[1])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local given = 0
for i = 4, #ARGV, 5 do
  local id, job = remove_leased(prefix, ARGV[i])
  if id then
    local lane, delay, attempts, record = ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[i + 3], ARGV[i + 4]
    local hash = prefix .. 'job:' .. id
    job = string.gsub(job, '^%d+', attempts, 1)
    if record ~= '' then
      record_attempt(prefix, id, attempts, record)
    end
    local known = redis.call('HMGET', hash, 'links', 'cancel')
    local links = known[1] and cjson.decode(known[1])
    if known[2] then
      end_cancelled(prefix, now, keep, id, job, known[2], '0', consumer)
    else
      if links and links.key then
        free_slot(prefix, links.key, id)
      end
      if delay > 0 then
        add_to_delayed(prefix, now + delay, lane, id, job)
        changed('delayed', id)
      else
        make_ready(prefix, lane, id, job, links)
        changed('waiting', id)
      end
    end
    given = given + 1
  end
end
let_others_start(prefix)
tell_changes(prefix)
return given
