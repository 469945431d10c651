-- Tells which jobs remove.lua would forget: those that are known and that nobody runs.
-- KEYS: prefix
-- ARGV: clock, then per job: id
-- Returns: per job 1, or 0 (it runs, or is unknown)
-- include: jobs, lanes
local prefix = KEYS[1]
local answers = {}
for i = 2, #ARGV do
  local at, ending = find(prefix, ARGV[i])
  local kind = at and string.sub(at, 1, 1) or '-'
  local runs = LANE[kind] and not ending and holder_of(prefix, at)
  answers[#answers + 1] = kind ~= '-' and not runs and 1 or 0
end
return answers
