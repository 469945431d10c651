-- Finishes jobs while the consumer holds its lease: acknowledged, and remembered within the queue's retention. A
-- remembered job's entry stays in its lane, so that its payload need not be moved; its hash gets `end` ("<outcome>
-- <finished, ms> <ran, ms> <consumer>") and `result`.
-- KEYS: prefix
-- ARGV: clock, consumer, how many finished jobs to keep, then per job: place, id, outcome (completed, cancelled),
--   result (JSON or empty), ran (ms)
-- Returns: -1 (lease lost), or how many were finished (the others were not held)
-- include: clock, lease, lanes, history
local prefix, consumer, keep = KEYS[1], ARGV[2], tonumber(ARGV[3])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local now = string.format('%.0f', clock(ARGV[1]))

-- Acknowledged lane by lane. Fewer acknowledgements than entries mean that some were finished before (an answer that
-- got lost) or are not held any more: then each job's hash decides.
local places, wanted, acknowledged = {}, 0, 0
for i = 4, #ARGV, 5 do
  local lane = string.sub(ARGV[i], 1, 1)
  places[lane] = places[lane] or {}
  places[lane][#places[lane] + 1] = string.sub(ARGV[i], 2)
  wanted = wanted + 1
end
for lane, entries in pairs(places) do
  acknowledged = acknowledged + redis.call('XACK', prefix .. LANE[lane], GROUP, unpack(entries))
end

local finished, forgotten, remembered = {}, {}, {}
for i = 4, #ARGV, 5 do
  local hash = prefix .. 'job:' .. ARGV[i + 1]
  local held = true
  if acknowledged < wanted then
    local known = redis.call('HMGET', hash, 'at', 'end')
    held = known[1] == ARGV[i] and not known[2]
  end
  if held then
    finished[#finished + 1] = i
  end
end
for n, i in ipairs(finished) do
  local hash = prefix .. 'job:' .. ARGV[i + 1]
  -- Of a batch larger than the history only the last are worth writing.
  if #finished - n < keep then
    local ending = ARGV[i + 2] .. ' ' .. now .. ' ' .. ARGV[i + 4] .. ' ' .. consumer
    if ARGV[i + 3] == '' then
      redis.call('HSET', hash, 'end', ending)
    else
      redis.call('HSET', hash, 'end', ending, 'result', ARGV[i + 3])
    end
    remembered[#remembered + 1] = ARGV[i] .. ' ' .. ARGV[i + 1]
  else
    local lane = string.sub(ARGV[i], 1, 1)
    forgotten[lane] = forgotten[lane] or { {}, {} }
    local entries, hashes = forgotten[lane][1], forgotten[lane][2]
    entries[#entries + 1], hashes[#hashes + 1] = string.sub(ARGV[i], 2), hash
  end
end
for lane, jobs in pairs(forgotten) do
  redis.call('XDEL', prefix .. LANE[lane], unpack(jobs[1]))
  redis.call('DEL', unpack(jobs[2]))
end
if #remembered > 0 then
  redis.call('RPUSH', prefix .. 'completed', unpack(remembered))
end
trim_completed(prefix, keep)
return #finished
