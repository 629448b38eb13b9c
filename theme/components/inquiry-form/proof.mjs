/** Does the work that the center asks for; loaded only where it asks. */
import { deriveKey } from "../altcha/algorithms/web/pbkdf2.js";
import { solveChallenge } from "../altcha/pow.js";

/** The solution of a challenge as the API takes it. */
export async function solve(challenge) {
  const solution = await solveChallenge({ challenge, deriveKey });
  return btoa(JSON.stringify({ challenge, solution }));
}
