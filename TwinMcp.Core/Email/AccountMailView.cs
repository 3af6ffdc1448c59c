using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Core.Email;

/// <summary>Mails about an account and no document: between the seller of today and one reader.</summary>
/// <param name="seller">Of today.</param>
/// <param name="language">"fr" or "en".</param>
/// <param name="reader">Who is greeted by name; null: nobody.</param>
sealed class AccountMailView(Party seller, string language, string? reader)
{
    readonly CultureInfo culture = MoneyFormat.For(language);
    readonly DocumentTexts document = DocumentTexts.For(language);
    readonly string brand = InvoiceMailView.BrandOf(seller);

    public MailContent Ending(string plan, DateOnly endsOn)
    {
        var (name, day) = (InvoiceMailView.Line(plan), document.Date(endsOn));
        return Of(Text("EndingSubject", name, brand, day), Text("EndingIntro", name, day)) with
        {
            Facts = [new MailRow(Text("EndingPlan"), name), new MailRow(Text("EndingDate"), day)],
        };
    }

    /// <param name="login">How he signs in. His password is in no mail.</param>
    public MailContent Welcome(string login) => Of(Text("WelcomeSubject", brand), Text("WelcomeIntro", brand)) with
    {
        Facts = [new MailRow(Text("WelcomeLogin"), InvoiceMailView.Line(login))],
        Questions = Text("WelcomePassword"),
    };

    /// <param name="until">In the seller's time zone, which is named.</param>
    public MailContent PasswordReset(string until) => Of(Text("ResetSubject", brand), Text("ResetIntro", brand, until)) with { Questions = Text("ResetIgnore") };

    /// <param name="note">How long the link works, and what to do when one did not ask for it.</param>
    public MailContent Link(string subject, string intro, string note, MailLink link) => Of(subject, intro) with { Questions = note, Button = link };

    string Text(string key, params ReadOnlySpan<object?> values) => MailTexts.Texts.Format(key, culture, values);

    MailContent Of(string subject, string intro) => new()
    {
        Language = document.Language,
        Brand = brand,
        Colour = InvoiceMailView.ColourOf(seller.PrimaryColour),
        Subject = subject,
        Summary = intro,
        Greeting = reader is { Length: > 0 } ? Text("Greeting", InvoiceMailView.Line(reader)) : Text("GreetingPlain"),
        Intro = intro,
        Questions = Text("Questions"),
        Footer = InvoiceMailView.FooterOf(seller),
        Legal = InvoiceMailView.LegalOf(seller),
    };
}
