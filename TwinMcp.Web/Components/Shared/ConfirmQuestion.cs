namespace TwinMcp.Web.Components.Shared;

/// <param name="Sentence">What will happen, in one sentence, with the number and the amount.</param>
/// <param name="Action">The button: verb and object, "Issue the invoice".</param>
/// <param name="IsDanger">It destroys or cannot be undone: the button is red.</param>
public sealed record ConfirmQuestion(string Title, string Sentence, string Action, bool IsDanger = false);
