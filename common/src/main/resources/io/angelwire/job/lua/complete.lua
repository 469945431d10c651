-- Ends jobs, completed or cancelled, while the consumer holds its lease; remembered within the queue's retention.
-- KEYS: prefix
-- ARGV: clock, consumer, how many finished jobs to keep, whether the jobs have links (1 or 0), then per job: place, id,
--   outcome (completed, cancelled), result (JSON or empty), ran (ms)
-- Returns: -1 (lease lost), or how many were finished (the others were not held)
-- include: clock, lease, lanes, changes, keys, links, history
local prefix, consumer, keep, linked = KEYS[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local now = clock(ARGV[1])

-- Acknowledged lane by lane. Fewer acknowledgements than entries mean that some were finished before (an answer that
-- got lost) or are not held any more: then each job's hash decides.
local places, wanted, acknowledged = {}, 0, 0
for i = 5, #ARGV, 5 do
  local lane = string.sub(ARGV[i], 1, 1)
  places[lane] = places[lane] or {}
  places[lane][#places[lane] + 1] = string.sub(ARGV[i], 2)
  wanted = wanted + 1
end
for lane, entries in pairs(places) do
  acknowledged = acknowledged + redis.call('XACK', prefix .. LANE[lane], GROUP, unpack(entries))
end

local finished, forgotten, remembered, completing = {}, {}, {}, 0
local told, finished_at = watching(), string.format(' %.0f ', now)
for i = 5, #ARGV, 5 do
  local hash = prefix .. 'job:' .. ARGV[i + 1]
  local held = true
  if acknowledged < wanted then
    local known = redis.call('HMGET', hash, 'at', 'end')
    held = known[1] == ARGV[i] and not known[2]
  end
  if held then
    finished[#finished + 1] = i
    if ARGV[i + 2] ~= 'cancelled' then
      completing = completing + 1
    end
  end
end
for _, i in ipairs(finished) do
  local id, outcome, result = ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local hash = prefix .. 'job:' .. id
  if outcome == 'cancelled' then
    local _, job = remove_entry(prefix, ARGV[i])
    -- Cancelled from outside, or by its own handler: whoever did it has said why.
    local reason = redis.call('HGET', hash, 'cancel') or result
    end_cancelled(prefix, now, keep, id, job or '', reason, ARGV[i + 4], consumer)
  else
    if told then
      changed(outcome, id, result)
    end
    if linked then
      end_links(prefix, id, links_of(prefix, id), outcome, result)
    end
    -- Of a batch larger than the history only the last are worth writing.
    completing = completing - 1
    if completing < keep then
      local ending = outcome .. finished_at .. ARGV[i + 4] .. ' ' .. consumer
      if result == '' then
        redis.call('HSET', hash, 'end', ending)
      else
        redis.call('HSET', hash, 'end', ending, 'result', result)
      end
      remembered[#remembered + 1] = ARGV[i] .. ' ' .. id
    else
      local lane = string.sub(ARGV[i], 1, 1)
      forgotten[lane] = forgotten[lane] or { {}, {} }
      local entries, hashes = forgotten[lane][1], forgotten[lane][2]
      entries[#entries + 1], hashes[#hashes + 1] = string.sub(ARGV[i], 2), hash
    end
  end
end
if #remembered > 0 then
  redis.call('RPUSH', prefix .. 'completed', unpack(remembered))
end
for lane, jobs in pairs(forgotten) do
  delete_entries(prefix, lane, jobs[1])
  redis.call('DEL', unpack(jobs[2]))
end
trim_completed(prefix, keep)
let_others_start(prefix)
tell_changes(prefix)
return #finished
